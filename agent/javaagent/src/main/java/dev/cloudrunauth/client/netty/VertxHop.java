package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ParkableRequest;
import dev.cloudrunauth.instrumentation.RequestFailure;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request of Vert.x over HTTP/2, until its stream is closed. While it waits for its token, its
 * stream has no number, and whatever is written to it is put off. For the event loop of its
 * connection, except as a {@link ParkableRequest}.
 */
final class VertxHop implements ParkableRequest, TokenBearer {

  private static final AtomicInteger OPEN = new AtomicInteger();

  private final Authorizer authorizer;
  private final Netty netty;
  private final Connection connection;
  private final VertxStreams streams;
  private final Object context;
  private final Object stream;
  private final Object head;
  private final ArrayDeque<VertxStep> putOff = new ArrayDeque<>(0);
  private @Nullable Parking parking;
  private @Nullable CompletableFuture<?> wait;
  private boolean isReset;
  private @Nullable Throwable failure;
  private List<String> removed = List.of();
  private @Nullable String name;
  private @Nullable String value;

  /**
   * A request.
   *
   * @param context the {@code ChannelHandlerContext} of the stream's connection
   * @param head an {@code HttpRequestHead}
   */
  VertxHop(
      Authorizer authorizer,
      Netty netty,
      Connection connection,
      Object context,
      Object stream,
      Object head) {
    this.authorizer = authorizer;
    this.netty = netty;
    this.connection = connection;
    this.streams = VertxStreams.of(stream);
    this.context = context;
    this.stream = stream;
    this.head = head;
  }

  /** The hop of a stream, or {@code null} if it has none. */
  static @Nullable VertxHop of(Object stream) throws Throwable {
    if (OPEN.get() == 0) {
      return null;
    }
    var context = VertxStreams.of(stream).context(stream);
    var known = Netty.of(context.getClass()).attributes.connectionOf(context);
    return known == null ? null : known.hop(stream);
  }

  /** Decides about the request, which may be parked or refused then. */
  void begin() throws Throwable {
    CompletableFuture<Boolean> future = null;
    try {
      future = authorizer.authorize(this, this::resume);
    } catch (RequestFailure refused) {
      failure = refused.toThrow();
    }
    OPEN.incrementAndGet();
    connection.addHop(stream, this);
    if (future != null) {
      parking().begin();
      var unused =
          future.whenComplete(
              (sent, cause) -> {
                if (cause != null) {
                  onEventLoop(() -> proceed(cause));
                }
              });
    }
  }

  /** The stream is closed. */
  void end() {
    if (connection.removeHop(stream) != null) {
      OPEN.decrementAndGet();
    }
  }

  boolean isParked() {
    return parking != null;
  }

  /** Whether the request is not sent. */
  boolean isRefused() {
    return failure != null;
  }

  boolean hasToken() {
    return value != null;
  }

  /** What takes the arguments of a call that has to wait. */
  Consumer<Object[]> putOff(VertxStep.Point point, Object target) {
    return arguments -> putOff.add(point.step(target, arguments));
  }

  /** What takes the arguments of a call after the request was refused. */
  Consumer<Object[]> dropper() {
    return this::drop;
  }

  /** Instead of the head, nothing is sent, and the stream, which has a number now, is closed. */
  Consumer<Object[]> refuser() {
    return arguments -> {
      try {
        if (!isReset) {
          streams.fail(stream, cause());
        }
        drop(arguments);
        close();
      } catch (Throwable fault) {
        authorizer.reportFault(fault);
      }
    };
  }

  private void close() throws Throwable {
    var handler = netty.contexts.handler(context);
    if (Http2Handlers.isOne(handler)) {
      Http2Handlers.of(handler).close(handler, streams.id(stream));
    } else {
      streams.close(stream);
    }
  }

  /** Leaves headers out that the token replaces. */
  void removeFrom(Object headers) throws Throwable {
    for (var header : removed) {
      VertxHeaders.of(headers).remove(headers, header);
    }
  }

  /**
   * What takes the arguments of a reset: the application gives the request up while it waits. As
   * the server knows nothing of it, there is nothing to reset.
   */
  Consumer<Object[]> resetter() {
    return arguments -> {
      isReset = true;
      if (wait != null) {
        wait.completeExceptionally(new ClosedChannelException());
      }
      try {
        streams.tellWriter(arguments[arguments.length - 1]);
      } catch (Throwable fault) {
        authorizer.reportFault(fault);
      }
    };
  }

  private Throwable cause() {
    return failure == null ? new ClosedChannelException() : failure;
  }

  private Parking parking() {
    if (parking == null) {
      parking = new Parking();
    }
    return parking;
  }

  private CompletableFuture<Boolean> resume() {
    onEventLoop(() -> proceed(null));
    return CompletableFuture.completedFuture(true);
  }

  private void onEventLoop(Runnable task) {
    try {
      executor().execute(task);
    } catch (Throwable isShutDown) {
      abandon();
    }
  }

  /** Its event loop is shut down, and with it the connection has gone. */
  private void abandon() {
    var ended = parking;
    parking = null;
    if (ended != null) {
      ended.end();
      end();
    }
  }

  private void proceed(@Nullable Throwable cause) {
    unpark();
    failure = cause instanceof CompletionException ? cause.getCause() : cause;
    for (var step = putOff.poll(); step != null; step = putOff.poll()) {
      try {
        step.take();
      } catch (Throwable thrown) {
        fail(thrown);
      }
    }
  }

  private void fail(Throwable thrown) {
    try {
      streams.fail(stream, thrown);
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }

  private void unpark() {
    var ended = parking;
    parking = null;
    wait = null;
    if (ended == null) {
      return;
    }
    ended.end();
    for (var listener : ended.closeListeners) {
      try {
        netty.channels.removeCloseListener(netty.contexts.channel(context), listener);
      } catch (Throwable fault) {
        authorizer.reportFault(fault);
      }
    }
  }

  /** The last argument is told of the failure, and the first is released if it is a buffer. */
  private void drop(Object[] arguments) {
    try {
      if (arguments[0] != null) {
        netty.messages.release(arguments[0]);
      }
      streams.failWriter(stream, arguments[arguments.length - 1], cause());
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }

  @Override
  public Netty netty() {
    return netty;
  }

  @Override
  public String name() {
    return String.valueOf(name);
  }

  @Override
  public @Nullable String value() {
    return value;
  }

  @Override
  public void dropToken() {
    value = null;
  }

  @Override
  public boolean isOnConnection(Object context) throws Throwable {
    return netty.contexts.channel(context) == netty.contexts.channel(this.context);
  }

  @Override
  public String scheme() {
    return connection.scheme();
  }

  @Override
  public @Nullable String host() {
    return connection.host();
  }

  @Override
  public int port() {
    return connection.port();
  }

  @Override
  public List<String> headers(String name) throws Throwable {
    return VertxHeads.of(head).values(head, name);
  }

  @Override
  public void setHeader(String name, String value) {
    this.name = name;
    this.value = value;
  }

  @Override
  public void removeHeader(String name) {
    var all = new ArrayList<>(removed);
    all.add(name);
    removed = all;
  }

  @Override
  public @Nullable IOException cancelled() throws Throwable {
    return isReset || !netty.channels.isActive(netty.contexts.channel(context))
        ? new ClosedChannelException()
        : null;
  }

  @Override
  public Executor executor() throws Throwable {
    return netty.contexts.executor(context);
  }

  @Override
  public void endWith(CompletableFuture<?> wait) throws Throwable {
    this.wait = wait;
    Runnable closed = () -> wait.completeExceptionally(new ClosedChannelException());
    parking()
        .closeListeners
        .add(netty.channels.addCloseListener(netty.contexts.channel(context), closed));
  }
}
