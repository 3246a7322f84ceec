package com.example.application.hotpath;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A whole call of Apache HttpClient 5's asynchronous client, over an open connection that discards
 * the request and has a response at once. The caller does the work of the I/O thread too.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the method that sets them
public class Apache5Async {

  /** Which request. */
  @Param("MISS")
  public Kind kind;

  /** Who adds the token. */
  @Param("FIXED")
  public Contestant contestant;

  private final VoidChannel channel = new VoidChannel();
  private Apache5AsyncSession session;
  private CloseableHttpAsyncClient client;
  private SimpleHttpRequest request;

  /** Makes the client, and one call to see that the right header is written. */
  @Setup
  public void prepare() throws Exception {
    var tokens = new Tokens();
    var uri = URI.create(kind.url);
    session = new Apache5AsyncSession(kind.url, channel);
    var builder =
        HttpAsyncClients.custom()
            .setConnectionManager(new Apache5AsyncConnections(session))
            .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build());
    if (contestant == Contestant.BY_HAND) {
      builder.addRequestInterceptorLast(
          (wanted, entity, context) ->
              wanted.setHeader(kind.tokenHeader(), tokens.headerValue(uri)));
    }
    client = builder.build();
    client.start();
    request = new SimpleHttpRequest("GET", uri);
    request.setHeader("Accept", "application/json");
    if (kind.hasAuthorization) {
      request.setHeader("Authorization", Kind.OWN_VALUE);
    }
    if (kind.isHit && contestant == Contestant.FIXED) {
      request.setHeader(kind.tokenHeader(), tokens.headerValue(uri));
    }
    var written = channel.record();
    var response = client.execute(request, null);
    // The agent's first token takes a moment, and this method does not wait for it.
    for (int i = 0; i < 100 && !response.isDone(); i++) {
      Thread.sleep(50);
      session.exchange();
    }
    channel.discard();
    kind.check(written.toString(StandardCharsets.ISO_8859_1));
  }

  /** Ends the client's own threads, which had nothing to do. */
  @TearDown
  public void close() throws IOException {
    client.close();
  }

  /** Makes a call. */
  @Benchmark
  public Object send(Processor processor) throws Exception {
    processor.calls++;
    return call();
  }

  private SimpleHttpResponse call() throws Exception {
    var response = client.execute(request, null);
    session.exchange();
    if (!response.isDone()) {
      throw new IllegalStateException("not the way that is to be measured");
    }
    return response.get();
  }
}
