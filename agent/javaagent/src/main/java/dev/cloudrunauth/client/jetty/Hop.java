package dev.cloudrunauth.client.jetty;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.HostHeader;
import dev.cloudrunauth.instrumentation.ParkableRequest;
import dev.cloudrunauth.instrumentation.RequestFailure;
import dev.cloudrunauth.instrumentation.RequestTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * A request that has a connection and is about to be sent, or that is answered. Its target is the
 * peer whose certificate TLS verifies.
 */
final class Hop implements ParkableRequest {

  private static final String SECURE_WEB_SOCKET = "wss";

  private final Authorizer authorizer;
  private final Transport transport;
  private final Object side;
  private final Object exchange;
  private final Object request;
  private final Object endPoint;
  private final @Nullable SSLEngine engine;
  private @Nullable Field field;
  private @Nullable List<String> removed;

  /**
   * A request.
   *
   * @param side the {@code HttpSender} that sends it, or the {@code HttpReceiver} of its response
   * @param endPoint that of its connection
   * @param engine what speaks TLS there, or {@code null} if nothing does
   */
  Hop(
      Authorizer authorizer,
      Transport transport,
      Object side,
      Object exchange,
      Object request,
      Object endPoint,
      @Nullable SSLEngine engine) {
    this.authorizer = authorizer;
    this.transport = transport;
    this.side = side;
    this.exchange = exchange;
    this.request = request;
    this.endPoint = endPoint;
    this.engine = engine;
  }

  boolean isOf(Object request) {
    return this.request == request;
  }

  boolean isSentBy(Object sender) {
    return side == sender;
  }

  /** Whether it goes over the connection of an end point, by a protocol. */
  boolean isOn(@Nullable Object endPoint, boolean isHttp2) {
    return this.endPoint == endPoint && transport.isHttp2 == isHttp2;
  }

  /** The agent's header, or {@code null} if there is none. */
  @Nullable Field field() {
    return field;
  }

  /**
   * Parks the request if its token is not at hand.
   *
   * @return whether it is not to be sent now
   */
  boolean park() throws Throwable {
    CompletableFuture<Boolean> wait;
    try {
      wait = authorizer.awaitToken(this, () -> CompletableFuture.completedFuture(true));
    } catch (RequestFailure failure) {
      abort(failure.toThrow());
      return true;
    }
    if (wait == null) {
      return false;
    }
    transport.exchanges.setHop(exchange, this);
    var unused = wait.whenComplete((sent, failure) -> end(failure));
    return true;
  }

  private void end(@Nullable Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause != null) {
      abort(cause);
      return;
    }
    try {
      transport.send(side, exchange);
    } catch (Throwable clients) {
      abort(clients);
    }
  }

  /** Without effect on a request that has ended already. */
  void abort(Throwable cause) {
    try {
      transport.exchanges.abort(request, cause);
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }

  /** Has the request sent with this header; it is found again by the response. */
  void remember() throws Throwable {
    transport.exchanges.setHop(exchange, this);
  }

  /**
   * A connection that speaks TLS to a proxy alone has requests that are none of https. The
   * handshake of a WebSocket has a scheme of its own.
   */
  @Override
  public String scheme() throws Throwable {
    if (engine == null) {
      return "http";
    }
    var scheme = transport.exchanges.scheme(request);
    return scheme.equalsIgnoreCase(SECURE_WEB_SOCKET) ? "https" : scheme;
  }

  /** Without TLS nobody has verified a name, and none is needed: such a hop gets no token. */
  @Override
  public @Nullable String host() throws Throwable {
    return engine == null ? transport.exchanges.host(request) : engine.getPeerHost();
  }

  @Override
  public int port() throws Throwable {
    return engine == null ? transport.exchanges.port(request) : engine.getPeerPort();
  }

  /**
   * A target that is a URL counts as one more {@code Host}, and so does the authority of HTTP/2,
   * which the client takes from the request and not from the connection.
   */
  @Override
  public List<String> headers(String name) throws Throwable {
    var exchanges = transport.exchanges;
    var values = exchanges.values(request, name);
    if (!name.equals(HostHeader.NAME)) {
      return values;
    }
    var path = exchanges.path(request);
    var named = path == null ? null : RequestTarget.host(path);
    var authority = transport.isHttp2 ? otherAuthority() : null;
    if (named == null && authority == null) {
      return values;
    }
    var all = new ArrayList<>(values);
    if (named != null) {
      all.add(named);
    }
    if (authority != null) {
      all.add(authority);
    }
    return all;
  }

  /** The authority of the request; {@code null} if it is its target, as nearly always. */
  private @Nullable String otherAuthority() throws Throwable {
    var named = transport.exchanges.host(request);
    int port = transport.exchanges.port(request);
    return named != null && named.equals(host()) && port == port() ? null : named + ":" + port;
  }

  @Override
  public void setHeader(String name, String value) {
    field = new Field(name, value, removed == null ? List.of() : removed);
  }

  @Override
  public void removeHeader(String name) {
    if (removed == null) {
      removed = new ArrayList<>(1);
    }
    removed.add(name);
  }

  @Override
  public void removeToken() {
    field = null;
    removed = null;
  }

  @Override
  public @Nullable IOException cancelled() throws Throwable {
    var cause = transport.exchanges.abortCause(request);
    if (cause == null) {
      return null;
    }
    var cancelled = new IOException("the request was aborted");
    cancelled.initCause(cause instanceof Exception ? cause : new CancellationException());
    return cancelled;
  }

  @Override
  public Executor executor() throws Throwable {
    return transport.executor(side);
  }

  /**
   * A request that is aborted, or whose time is over, ends by itself, and what is parked of it when
   * its wait ends.
   */
  @Override
  public void endWith(CompletableFuture<?> wait) {}
}
