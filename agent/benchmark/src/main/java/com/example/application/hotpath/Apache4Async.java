package com.example.application.hotpath;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A whole call of HttpAsyncClient 4.1, over an open connection that discards the request and has a
 * response at once. The caller does the work of the I/O thread too.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the method that sets them
public class Apache4Async {

  /** Which request. */
  @Param("MISS")
  public Kind kind;

  /** Who adds the token. */
  @Param("FIXED")
  public Contestant contestant;

  private final VoidChannel channel = new VoidChannel();
  private Apache4AsyncConnections connections;
  private CloseableHttpAsyncClient client;
  private HttpGet request;

  /** Makes the client, and one call to see that the right header is written. */
  @Setup
  public void prepare() throws Exception {
    var tokens = new Tokens();
    var uri = URI.create(kind.url);
    connections = new Apache4AsyncConnections(kind.url, channel);
    var builder =
        HttpAsyncClients.custom()
            .setConnectionManager(connections)
            // So that it starts no thread.
            .setConnectionManagerShared(true);
    if (contestant == Contestant.BY_HAND) {
      builder.addInterceptorLast(
          (HttpRequestInterceptor)
              (wanted, context) -> wanted.setHeader(kind.tokenHeader(), tokens.headerValue(uri)));
    }
    client = builder.build();
    client.start();
    request = new HttpGet(uri);
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
      connections.exchange();
    }
    channel.discard();
    kind.check(written.toString(StandardCharsets.ISO_8859_1));
  }

  /** Ends the client. */
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

  private HttpResponse call() throws Exception {
    var response = client.execute(request, null);
    connections.exchange();
    if (!response.isDone()) {
      throw new IllegalStateException("not the way that is to be measured");
    }
    return response.get();
  }
}
