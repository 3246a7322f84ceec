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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request that is about to be written, and its token, which is put into what Netty writes. While
 * it waits for that, the event loop goes on. For the event loop of its connection, except as a
 * {@link ParkableRequest}.
 */
abstract class NettyHop implements ParkableRequest, Supplier<CompletableFuture<Boolean>> {

  final Authorizer authorizer;
  final Netty netty;
  final Object context;
  final Object channel;
  final Connection connection;
  private @Nullable Parking parking;
  private @Nullable List<String> removed;
  private @Nullable String name;
  private @Nullable String value;

  /**
   * A request.
   *
   * @param context that of the handler that writes it
   * @param channel that of the context
   */
  NettyHop(
      Authorizer authorizer, Netty netty, Connection connection, Object context, Object channel) {
    this.authorizer = authorizer;
    this.netty = netty;
    this.connection = connection;
    this.context = context;
    this.channel = channel;
  }

  /** The wait has ended, on the event loop; the hop is parked no longer. */
  abstract void proceed();

  /** The wait has ended without leave to send the request, on the event loop. */
  abstract void fail(Throwable cause);

  /** The event loop is shut down, and no other thread may write to the channel. */
  abstract void abandoned(Parking ended);

  /** Begins to wait for what {@link Authorizer#authorize} has returned. */
  void park(CompletableFuture<Boolean> wait) {
    parking().begin();
    var unused =
        wait.whenComplete(
            (sent, failure) -> {
              if (failure != null) {
                var cause = failure instanceof CompletionException ? failure.getCause() : failure;
                onEventLoop(() -> fail(cause == null ? failure : cause));
              }
            });
  }

  boolean isParked() {
    return parking != null;
  }

  Parking parking() {
    if (parking == null) {
      parking = new Parking();
    }
    return parking;
  }

  /** Goes on when its token has come: what {@link Authorizer#authorize} is given. */
  @Override
  public CompletableFuture<Boolean> get() {
    onEventLoop(this::proceed);
    return CompletableFuture.completedFuture(true);
  }

  private void onEventLoop(Runnable task) {
    try {
      executor().execute(task);
    } catch (Throwable isShutDown) {
      var ended = parking;
      parking = null;
      if (ended != null) {
        ended.end();
        abandoned(ended);
      }
    }
  }

  /** The hop is parked no longer. */
  @Nullable Parking unpark() {
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

  boolean hasToken() {
    return value != null;
  }

  /** The name of the header with the token. */
  String tokenName() {
    return String.valueOf(name);
  }

  /** The header value that the agent sends, or {@code null} if it sends none. */
  @Nullable String token() {
    return value;
  }

  /** The token could not be written. */
  void dropToken() {
    value = null;
  }

  /** The headers that the token replaces; {@code null} if there are none. */
  @Nullable List<String> removed() {
    return removed;
  }

  /** Whether a context is one of the connection that the token is for. */
  boolean isOnConnection(Object context) throws Throwable {
    var parent = netty.channels.parent(channel);
    return netty.contexts.channel(context) == (parent == null ? channel : parent);
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

  @Override
  public void endWith(CompletableFuture<?> wait) throws Throwable {
    Runnable closed = () -> wait.completeExceptionally(new ClosedChannelException());
    parking().closeListeners.add(netty.channels.addCloseListener(channel, closed));
  }
}
