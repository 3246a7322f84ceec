package com.example.application.hotpath;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.net.URI;
import java.net.http.HttpRequest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * {@code java.net.http.HttpClient} where a hop begins: the application's request becomes a hop's
 * own, and {@code Exchange.responseAsync} is called. The exchange was cancelled before, which the
 * JDK looks at just when it would need a connection. All objects are of the JDK's own classes.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the method that sets them
public class JavaNetHttp {

  private static final MethodHandle NEW_REQUEST;
  private static final MethodHandle SET_REQUEST;
  private static final MethodHandle RESPONSE_ASYNC;

  static {
    try {
      NEW_REQUEST = JavaNetHttpParts.newRequest();
      SET_REQUEST = JavaNetHttpParts.setRequest();
      RESPONSE_ASYNC = JavaNetHttpParts.responseAsync();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another JDK", e);
    }
  }

  /** Which request. */
  @Param("MISS")
  public Kind kind;

  /** Who adds the token. */
  @Param("FIXED")
  public Contestant contestant;

  private Tokens tokens;
  private boolean isByHand;
  private HttpRequest request;
  private Object exchange;

  /** Makes the exchange, and begins it until the right header is there. */
  @Setup
  public void prepare() throws Throwable {
    tokens = new Tokens();
    isByHand = contestant == Contestant.BY_HAND;
    request = request();
    exchange = JavaNetHttpParts.cancelledExchange(request);
    // The agent's first token takes a moment, and this method does not wait for it.
    for (int i = 0; i < 100 && !isAsWanted(); i++) {
      Thread.sleep(50);
    }
    if (!isAsWanted()) {
      throw new IllegalStateException("not the headers that are to be measured");
    }
  }

  /** Begins an exchange. */
  @Benchmark
  public Object send(Processor processor) throws Throwable {
    processor.calls++;
    return begin(hop());
  }

  /** A request as the application has made it, before it is sent. */
  private HttpRequest request() throws IOException {
    var builder = HttpRequest.newBuilder(URI.create(kind.url)).header("Accept", "application/json");
    if (kind.hasAuthorization) {
      builder.header("Authorization", Kind.OWN_VALUE);
    }
    if (kind.isHit && contestant == Contestant.FIXED) {
      builder.header(kind.tokenHeader(), tokens.headerValue(URI.create(kind.url)));
    }
    return builder.build();
  }

  private Object hop() throws Throwable {
    var sent = isByHand ? authorized(request) : request;
    return (Object) NEW_REQUEST.invokeExact(sent);
  }

  private Object begin(Object hop) throws Throwable {
    SET_REQUEST.invokeExact(exchange, hop);
    return (Object) RESPONSE_ASYNC.invokeExact(exchange);
  }

  private HttpRequest authorized(HttpRequest wanted) throws IOException {
    return HttpRequest.newBuilder(wanted, (name, value) -> true)
        .header(kind.tokenHeader(), tokens.headerValue(wanted.uri()))
        .build();
  }

  private boolean isAsWanted() throws Throwable {
    var hop = hop();
    begin(hop);
    var sent = JavaNetHttpParts.systemHeaders(hop);
    var values = ((HttpRequest) hop).headers().firstValue(kind.tokenHeader());
    var value = values.orElse(sent.containsKey(kind.tokenHeader()) ? "Bearer " : "");
    return value.startsWith("Bearer ") == kind.isHit;
  }
}
