package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.RequestFailure;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request of Vert.x over HTTP/2, until its stream is closed. While it waits for its token, its
 * stream has no number, and whatever is written to it is put off.
 */
final class VertxHop extends NettyHop {

  private static final AtomicInteger OPEN = new AtomicInteger();

  private final VertxStreams streams;
  private final Object stream;
  private final Object head;
  private @Nullable ArrayDeque<VertxStep> putOff;
  private @Nullable CompletableFuture<?> wait;
  private boolean isReset;
  private @Nullable Throwable failure;

  /**
   * A request.
   *
   * @param context the {@code ChannelHandlerContext} of the stream's connection
   * @param channel that of the connection
   * @param head an {@code HttpRequestHead}
   */
  VertxHop(
      Authorizer authorizer,
      Netty netty,
      Connection connection,
      Object context,
      Object channel,
      Object stream,
      Object head) {
    super(authorizer, netty, connection, context, channel);
    this.streams = VertxStreams.of(stream);
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
      future = authorizer.authorize(this, this);
    } catch (RequestFailure refused) {
      failure = refused.toThrow();
    }
    OPEN.incrementAndGet();
    connection.addHop(stream, this);
    if (future != null) {
      park(future);
    }
  }

  /** The stream is closed. */
  void end() {
    if (connection.removeHop(stream) != null) {
      OPEN.decrementAndGet();
    }
  }

  /** Whether the request is not sent. */
  boolean isRefused() {
    return failure != null;
  }

  /** What takes the arguments of a call that has to wait. */
  Consumer<Object[]> putOff(VertxStep.Point point, Object target) {
    return arguments -> waiting().add(point.step(target, arguments));
  }

  /** What is put off; most requests have nothing of that. */
  private ArrayDeque<VertxStep> waiting() {
    if (putOff == null) {
      putOff = new ArrayDeque<>();
    }
    return putOff;
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
    var replaced = removed();
    for (var header : replaced == null ? List.<String>of() : replaced) {
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

  @Override
  void abandoned(Parking ended) {
    end();
  }

  @Override
  void fail(Throwable cause) {
    failure = cause;
    proceed();
  }

  @Override
  void proceed() {
    unpark();
    wait = null;
    var steps = waiting();
    for (var step = steps.poll(); step != null; step = steps.poll()) {
      try {
        step.take();
      } catch (Throwable thrown) {
        failStream(thrown);
      }
    }
  }

  private void failStream(Throwable thrown) {
    try {
      streams.fail(stream, thrown);
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
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
  public List<String> headers(String name) throws Throwable {
    return VertxHeads.of(head).values(head, name);
  }

  @Override
  public @Nullable IOException cancelled() throws Throwable {
    return isReset ? new ClosedChannelException() : super.cancelled();
  }

  @Override
  public void endWith(CompletableFuture<?> wait) throws Throwable {
    this.wait = wait;
    super.endWith(wait);
  }
}
