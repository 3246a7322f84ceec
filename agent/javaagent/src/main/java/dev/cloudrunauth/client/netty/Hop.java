package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ParkableRequest;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that a codec is about to encode. While it waits for its token, it is held back together
 * with all that is written to its channel after it, and the event loop goes on. For that event
 * loop, except as a {@link ParkableRequest}.
 */
final class Hop implements ParkableRequest, TokenBearer {

  private static final String WEB_SOCKET = "websocket";

  private final Authorizer authorizer;
  private final Netty netty;
  private final Connection connection;
  private final Object context;
  private final Object channel;
  private Object request;
  private @Nullable List<String> removed;
  private @Nullable Parking parking;
  private @Nullable String name;
  private @Nullable String value;

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

  boolean isParkedAt(Object context) {
    return parking != null && this.context == context;
  }

  /** Whether this is the hop of a request that comes back when it is decided. */
  boolean isOf(Object request, Object context) {
    return this.request == request && this.context == context;
  }

  Object context() {
    return context;
  }

  @Override
  public Netty netty() {
    return netty;
  }

  boolean hasToken() {
    return value != null;
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
    var parent = netty.channels.parent(channel);
    return netty.contexts.channel(context) == (parent == null ? channel : parent);
  }

  /**
   * Decides about the request.
   *
   * @return {@code null} if it can be encoded at once; otherwise what takes its promise
   */
  @Nullable Consumer<Object> begin() throws Throwable {
    var wait = authorizer.authorize(this, this::resume);
    netty.attributes.setHop(channel, this);
    if (wait == null) {
      return removed == null ? null : this::writeCopy;
    }
    parking().begin();
    var unused =
        wait.whenComplete(
            (sent, failure) -> {
              if (failure != null) {
                onEventLoop(() -> fail(failure));
              }
            });
    return holder(request);
  }

  private Parking parking() {
    if (parking == null) {
      parking = new Parking();
    }
    return parking;
  }

  /**
   * What takes the promise of a message that is held back. With the first one behind the head, its
   * channel is no longer writable, so that a large body stays where it is.
   */
  Consumer<Object> holder(Object message) throws Throwable {
    if (message != request && !parking().isUnwritable) {
      parking().isUnwritable = true;
      netty.channels.setWritable(channel, false);
    }
    return promise -> parking().hold(message, promise);
  }

  /** What fails the request, which is not sent. */
  Consumer<Object> refuser(IOException failure) {
    return promise -> refuse(request, promise, failure);
  }

  private CompletableFuture<Boolean> resume() {
    onEventLoop(this::writeHeld);
    return CompletableFuture.completedFuture(true);
  }

  private void onEventLoop(Runnable task) {
    try {
      executor().execute(task);
    } catch (Throwable isShutDown) {
      abandon();
    }
  }

  /** Its event loop is shut down, and no other thread may write to the channel. */
  private void abandon() {
    var ended = parking;
    parking = null;
    if (ended != null) {
      ended.end();
      refuse(ended, new ClosedChannelException());
    }
  }

  /** The hop is parked no longer. */
  private @Nullable Parking unpark() {
    var ended = parking;
    parking = null;
    if (ended != null) {
      ended.end();
      if (ended.isUnwritable) {
        becomeWritable();
      }
      ended.timers.forEach(timer -> timer.cancel(false));
      for (var listener : ended.closeListeners) {
        try {
          netty.channels.removeCloseListener(channel, listener);
        } catch (Throwable fault) {
          authorizer.reportFault(fault);
        }
      }
    }
    return ended;
  }

  /** Its writers hear of it on the event loop, after what is held back now. */
  private void becomeWritable() {
    try {
      netty.channels.setWritable(channel, true);
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }

  private void writeHeld() {
    var ended = unpark();
    var first = ended == null ? null : ended.next();
    if (ended == null || first == null) {
      return;
    }
    try {
      if (cancelled() != null || netty.contexts.isRemoved(context)) {
        refuse(first.message, first.promise, new ClosedChannelException());
        refuse(ended, new ClosedChannelException());
        return;
      }
      if (removed == null) {
        write(first.message, first.promise);
      } else {
        writeCopy(first.promise);
      }
      for (var next = ended.next(); next != null; next = ended.next()) {
        write(next.message, next.promise);
      }
      netty.contexts.flush(context);
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
      refuse(ended, fault);
    }
  }

  /** Writes a copy without the headers that the token replaces. */
  private void writeCopy(Object promise) {
    Object rest = null;
    try {
      rest = netty.messages.rest(request);
      var copy = netty.messages.copy(request);
      for (var header : removed == null ? List.<String>of() : removed) {
        netty.messages.removeHeader(copy, header);
      }
      request = copy;
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
    if (rest == null) {
      write(request, promise);
    } else {
      write(request, netty.contexts.newPromise(context));
      write(rest, promise);
    }
  }

  /** As a context does it: what a handler throws fails the promise. */
  private void write(Object message, Object promise) {
    try {
      netty.contexts.write(context, message, promise);
    } catch (Throwable failure) {
      try {
        netty.messages.fail(promise, failure);
      } catch (Throwable fault) {
        authorizer.reportFault(fault);
      }
    }
  }

  private void fail(Throwable failure) {
    var ended = unpark();
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (ended != null) {
      refuse(ended, cause == null ? failure : cause);
    }
  }

  private void refuse(Parking ended, Throwable failure) {
    for (var next = ended.next(); next != null; next = ended.next()) {
      refuse(next.message, next.promise, failure);
    }
  }

  private void refuse(Object message, Object promise, Throwable failure) {
    try {
      boolean isUnheard =
          message == request && (isHandshake() || netty.channels.isOfVertx(channel));
      netty.messages.release(message);
      if (message == request || !netty.messages.isVoid(promise)) {
        netty.messages.fail(promise, failure);
      }
      if (isUnheard) {
        // Who opens a WebSocket does not look at the promise, nor does Vert.x.
        netty.contexts.fireExceptionCaught(context, failure);
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
    return netty.messages.requestHeaders(request, name);
  }

  @Override
  public void setHeader(String name, String value) {
    this.name = name;
    this.value = value;
  }

  @Override
  public void removeHeader(String name) {
    if (removed == null) {
      removed = new ArrayList<>(1);
    }
    removed.add(name);
  }

  /** A call is cancelled by closing its channel. */
  @Override
  public @Nullable IOException cancelled() throws Throwable {
    return netty.channels.isActive(channel) ? null : new ClosedChannelException();
  }

  @Override
  public Executor executor() throws Throwable {
    return netty.contexts.executor(context);
  }

  /**
   * The time for the response, which Reactor Netty counts from when a request is sent, is a limit
   * here too.
   */
  @Override
  public void endWith(CompletableFuture<?> wait) throws Throwable {
    Runnable closed = () -> wait.completeExceptionally(new ClosedChannelException());
    parking().closeListeners.add(netty.channels.addCloseListener(channel, closed));
    var operations = netty.attributes.operations(channel);
    var timeout = operations == null ? null : Operations.of(operations).responseTimeout(operations);
    var executor = executor();
    if (timeout != null && executor instanceof ScheduledExecutorService) {
      var failure = netty.channels.readTimeout();
      parking()
          .timers
          .add(
              ((ScheduledExecutorService) executor)
                  .schedule(
                      () -> wait.completeExceptionally(failure),
                      timeout.toMillis(),
                      TimeUnit.MILLISECONDS));
    }
  }
}
