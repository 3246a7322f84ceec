package com.example.application.hotpath;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.client.ResponseHandler;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A whole call of Apache HttpClient 4, over an open connection that discards the request and has a
 * response at once.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the method that sets them
public class Apache4 {

  /** Which request. */
  @Param("MISS")
  public Kind kind;

  /** Who adds the token. */
  @Param("FIXED")
  public Contestant contestant;

  private final ResponseHandler<Integer> status =
      response -> response.getStatusLine().getStatusCode();
  private VoidSocket socket;
  private CloseableHttpClient client;
  private HttpGet request;

  /** Makes the client, and one call to see that the right header is written. */
  @Setup
  public void prepare() throws IOException {
    var tokens = new Tokens();
    socket = new VoidSocket(kind.url);
    var uri = URI.create(kind.url);
    var builder = HttpClients.custom().setConnectionManager(new Apache4Connections(socket));
    if (contestant == Contestant.BY_HAND) {
      builder.addInterceptorLast(
          (HttpRequestInterceptor)
              (wanted, context) -> wanted.setHeader(kind.tokenHeader(), tokens.headerValue(uri)));
    }
    client = builder.build();
    request = new HttpGet(uri);
    request.setHeader("Accept", "application/json");
    if (kind.hasAuthorization) {
      request.setHeader("Authorization", Kind.OWN_VALUE);
    }
    if (kind.isHit && contestant == Contestant.FIXED) {
      request.setHeader(kind.tokenHeader(), tokens.headerValue(uri));
    }
    var written = socket.record();
    call();
    socket.discard();
    kind.check(written.toString(StandardCharsets.ISO_8859_1));
  }

  /** Makes a call. */
  @Benchmark
  public int send(Processor processor) throws IOException {
    processor.calls++;
    return call();
  }

  private int call() throws IOException {
    return client.execute(request, status);
  }
}
