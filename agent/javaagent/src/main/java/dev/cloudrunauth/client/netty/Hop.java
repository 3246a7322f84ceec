package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Authorizer;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that a codec is about to encode. While it waits for its token, it is held back together
 * with all that is written to its channel after it.
 */
final class Hop extends NettyHop {

  private static final String WEB_SOCKET = "websocket";

  /** Ample time for a client to notice a closed channel. */
  private static final int LATER_MILLIS = 1_000;

  private Object request;

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
    super(authorizer, netty, connection, context, channel);
    this.request = request;
  }

  boolean isParkedAt(Object context) {
    return isParked() && this.context == context;
  }

  /** Whether this is the hop of a request that comes back when it is decided. */
  boolean isOf(Object request, Object context) {
    return this.request == request && this.context == context;
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
      return removed() == null ? null : this::writeCopy;
    }
    park(wait);
    return holder(request);
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

  @Override
  void abandoned(Parking ended) {
    refuse(ended, new ClosedChannelException());
  }

  @Override
  void proceed() {
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
      if (removed() == null) {
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
      var replaced = removed();
      for (var header : replaced == null ? List.<String>of() : replaced) {
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
      failNow(promise, failure);
    }
  }

  @Override
  void fail(Throwable cause) {
    var ended = unpark();
    if (ended != null) {
      refuse(ended, cause);
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
        fail(promise, failure);
      }
      if (isUnheard) {
        // Who opens a WebSocket does not look at the promise, nor does Vert.x.
        netty.contexts.fireExceptionCaught(context, failure);
      }
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }

  /**
   * That the channel was closed, the client learns from the channel first, as when the request has
   * been written. AsyncHttpClient closes it when a time-out ends a call, and would report the write
   * that failed if it heard of that before it has reported the time-out.
   */
  private void fail(Object promise, Throwable failure) throws Throwable {
    var eventLoop = executor();
    if (failure instanceof ClosedChannelException
        && eventLoop instanceof ScheduledExecutorService) {
      try {
        var unused =
            ((ScheduledExecutorService) eventLoop)
                .schedule(() -> failNow(promise, failure), LATER_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (RejectedExecutionException isShutDown) {
        // Then nothing comes later.
      }
    }
    failNow(promise, failure);
  }

  private void failNow(Object promise, Throwable failure) {
    try {
      netty.messages.fail(promise, failure);
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }

  private boolean isHandshake() throws Throwable {
    var upgrade = headers("Upgrade");
    return !upgrade.isEmpty() && upgrade.get(0).equalsIgnoreCase(WEB_SOCKET);
  }

  @Override
  public List<String> headers(String name) throws Throwable {
    return netty.messages.requestHeaders(request, name);
  }

  /**
   * The time for the response, which Reactor Netty counts from when a request is sent, is a limit
   * here too.
   */
  @Override
  public void endWith(CompletableFuture<?> wait) throws Throwable {
    super.endWith(wait);
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
