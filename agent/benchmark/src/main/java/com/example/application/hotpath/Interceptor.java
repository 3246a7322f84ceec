package com.example.application.hotpath;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.http.HttpHeaders;
import org.apache.http.protocol.HttpContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What an application has Apache HttpClient call for each request, alone. The header is replaced
 * each time, which takes no more than to add it.
 */
@State(Scope.Thread)
public class Interceptor {

  private final Tokens tokens = new Tokens();
  private final URI uri = URI.create(Kind.HIT.url);
  private final HttpRequestInterceptor interceptor5 =
      (request, entity, context) ->
          request.setHeader(HttpHeaders.AUTHORIZATION, tokens.headerValue(uri));
  private final org.apache.http.HttpRequestInterceptor interceptor4 =
      (request, context) -> request.setHeader(HttpHeaders.AUTHORIZATION, tokens.headerValue(uri));
  private final HttpCoreContext context5 = HttpCoreContext.create();
  private final HttpContext context4 = org.apache.http.protocol.HttpCoreContext.create();
  private final BasicHttpRequest request5 = new BasicHttpRequest("GET", uri);
  private final org.apache.http.HttpRequest request4 =
      new org.apache.http.message.BasicHttpRequest("GET", uri.getPath());

  /** Makes requests with the headers that the clients themselves add. */
  public Interceptor() {
    for (var name : new String[] {"Accept", "Host", "Connection", "User-Agent"}) {
      request5.addHeader(name, "a/b");
      request4.addHeader(name, "a/b");
    }
  }

  /** For both clients of version 5. */
  @Benchmark
  public Object apache5(Processor processor) throws HttpException, IOException {
    processor.calls++;
    interceptor5.process(request5, null, context5);
    return request5;
  }

  /** For HttpClient 4 and HttpAsyncClient 4.1. */
  @Benchmark
  public Object apache4(Processor processor) throws org.apache.http.HttpException, IOException {
    processor.calls++;
    interceptor4.process(request4, context4);
    return request4;
  }
}
