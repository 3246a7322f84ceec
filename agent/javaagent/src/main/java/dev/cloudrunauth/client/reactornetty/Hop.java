package dev.cloudrunauth.client.reactornetty;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ParkableRequest;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that a codec is about to encode. While it waits for its token, it is held back together
 * with all that is written to its channel after it, and the event loop goes on. For that event
 * loop, except as a {@link ParkableRequest}.
 */
final class Hop implements ParkableRequest {

  private static final String WEB_SOCKET = "websocket";
  private static final AtomicInteger PARKED = new AtomicInteger();

  private final Authorizer authorizer;
  private final Netty netty;
  private final Connection connection;
  private final Object context;
  private final Object channel;
  private final List<String> removed = new ArrayList<>(0);
  private final ArrayDeque<Held> held = new ArrayDeque<>(0);
  private final List<Object> closeListeners = new ArrayList<>(0);
  private final List<Future<?>> timers = new ArrayList<>(0);
  private Object request;
  private boolean isParked;
  private @Nullable String name;
  private @Nullable String value;

  private static final class Held {
    final Object message;
    final Object promise;

    Held(Object message, Object promise) {
      this.message = message;
      this.promise = promise;
    }
  }

  /**
   * A request.
   *
   * @param context that of the codec
   */
  Hop(
      Authorizer authorizer,
      Netty netty,
      Connection connection,
      Object context,
      Object channel,
      Object request) {
    this.authorizer = authorizer;
    this.netty = netty;
    this.connection = connection;
    this.context = context;
    this.channel = channel;
    this.request = request;
  }

  /** Whether any hop of the process is parked. */
  static boolean areParked() {
    return PARKED.get() > 0;
  }

  boolean isParkedAt(Object context) {
    return isParked && this.context == context;
  }

  /** Whether this is the hop of a request that comes back when it is decided. */
  boolean isOf(Object request, Object context) {
    return this.request == request && this.context == context;
  }

  boolean hasToken() {
    return value != null;
  }

  /** The name of the header with the token. */
  String name() {
    return String.valueOf(name);
  }

  /** The header value that the agent sends, or {@code null} if it sends none. */
  @Nullable String value() {
    return value;
  }

  /** The token could not be written. */
  void dropToken() {
    value = null;
  }

  Netty netty() {
    return netty;
  }

  /** Whether a context is one of the connection that the token is for. */
  boolean isOnConnection(Object context) throws Throwable {
    var parent = netty.parent(channel);
    return netty.channel(context) == (parent == null ? channel : parent);
  }

  /**
   * Decides about the request.
   *
   * @return {@code null} if it can be encoded at once; otherwise what takes its promise
   */
  @Nullable Consumer<Object> begin() throws Throwable {
    var wait = authorizer.authorize(this, this::resume);
    if (wait != null) {
      isParked = true;
      PARKED.incrementAndGet();
      var unused =
          wait.whenComplete(
              (nothing, failure) -> {
                if (failure != null) {
                  onEventLoop(() -> fail(failure));
                }
              });
      return holder(request);
    }
    return removed.isEmpty() ? null : this::writeCopy;
  }

  /** What takes the promise of a message that is held back. */
  Consumer<Object> holder(Object message) {
    return promise -> held.add(new Held(message, promise));
  }

  /** What fails a message that is not sent. */
  Consumer<Object> refuser(Object message, IOException failure) {
    return promise -> refuse(message, promise, failure);
  }

  private CompletableFuture<Boolean> resume() {
    onEventLoop(this::writeHeld);
    return CompletableFuture.completedFuture(true);
  }

  private void onEventLoop(Runnable task) {
    try {
      executor().execute(task);
    } catch (Throwable isShutDown) {
      // Nobody else uses the channel any more.
      task.run();
    }
  }

  private void unpark() {
    if (isParked) {
      isParked = false;
      PARKED.decrementAndGet();
    }
    for (var listener : closeListeners) {
      try {
        netty.removeCloseListener(channel, listener);
      } catch (Throwable fault) {
        authorizer.reportFault(fault);
      }
    }
    closeListeners.clear();
    timers.forEach(timer -> timer.cancel(false));
    timers.clear();
  }

  private void writeHeld() {
    unpark();
    try {
      if (cancelled() != null || netty.isRemoved(context)) {
        fail(new ClosedChannelException());
        return;
      }
      var first = held.poll();
      if (first != null && removed.isEmpty()) {
        write(first.message, first.promise);
      } else if (first != null) {
        writeCopy(first.promise);
      }
      for (var next = held.poll(); next != null; next = held.poll()) {
        write(next.message, next.promise);
      }
      netty.flush(context);
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
      fail(fault);
    }
  }

  /** Writes a copy without the headers that the token replaces. */
  private void writeCopy(Object promise) {
    try {
      var copy = netty.requests().copy(request);
      for (var header : removed) {
        netty.removeHeader(copy, header);
      }
      request = copy;
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
    write(request, promise);
  }

  /** As a context does it: what a handler throws fails the promise. */
  private void write(Object message, Object promise) {
    try {
      netty.write(context, message, promise);
    } catch (Throwable failure) {
      fail(promise, failure);
    }
  }

  private void fail(Object promise, Throwable failure) {
    try {
      netty.fail(promise, failure);
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }

  private void fail(Throwable failure) {
    unpark();
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    for (var next = held.poll(); next != null; next = held.poll()) {
      refuse(next.message, next.promise, cause == null ? failure : cause);
    }
  }

  private void refuse(Object message, Object promise, Throwable failure) {
    try {
      netty.release(message);
      netty.fail(promise, failure);
      if (message == request && isHandshake()) {
        // Who opens a WebSocket does not look at the promise.
        netty.fireExceptionCaught(context, failure);
      }
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }

  private boolean isHandshake() throws Throwable {
    var upgrade = headers("Upgrade");
    return !upgrade.isEmpty() && upgrade.get(0).equalsIgnoreCase(WEB_SOCKET);
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
    return netty.headers(request, name);
  }

  @Override
  public void setHeader(String name, String value) {
    this.name = name;
    this.value = value;
  }

  @Override
  public void removeHeader(String name) {
    removed.add(name);
  }

  /** A call is cancelled by closing its channel. */
  @Override
  public @Nullable IOException cancelled() throws Throwable {
    return netty.isActive(channel) ? null : new ClosedChannelException();
  }

  @Override
  public Executor executor() throws Throwable {
    return netty.executor(context);
  }

  /**
   * The time for the response, which Reactor Netty counts from when a request is sent, is a limit
   * here too.
   */
  @Override
  public void endWith(CompletableFuture<?> wait) throws Throwable {
    closeListeners.add(
        netty.addCloseListener(
            channel, () -> wait.completeExceptionally(new ClosedChannelException())));
    var operations = netty.operations(channel);
    var timeout = operations == null ? null : Operations.of(operations).responseTimeout(operations);
    var executor = executor();
    if (timeout != null && executor instanceof ScheduledExecutorService) {
      var failure = netty.readTimeout();
      timers.add(
          ((ScheduledExecutorService) executor)
              .schedule(
                  () -> wait.completeExceptionally(failure),
                  timeout.toMillis(),
                  TimeUnit.MILLISECONDS));
    }
  }
}
