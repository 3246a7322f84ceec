package com.example.application.hotpath;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A whole call of Apache HttpClient 5, over an open connection that discards the request and has a
 * response at once.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the method that sets them
public class Apache5 {

  /** Which request. */
  @Param("MISS")
  public Kind kind;

  /** Who adds the token. */
  @Param("FIXED")
  public Contestant contestant;

  private final HttpClientResponseHandler<Integer> status = response -> response.getCode();
  private VoidSocket socket;
  private CloseableHttpClient client;
  private HttpGet request;

  /** Makes the client, and one call to see that the right header is written. */
  @Setup
  public void prepare() throws IOException {
    var tokens = new Tokens();
    socket = new VoidSocket(kind.url);
    var uri = URI.create(kind.url);
    var builder = HttpClients.custom().setConnectionManager(new Apache5Connections(socket));
    if (contestant == Contestant.BY_HAND) {
      builder.addRequestInterceptorLast(
          (wanted, entity, context) ->
              wanted.setHeader(kind.tokenHeader(), tokens.headerValue(uri)));
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
