package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.RequestFailure;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A call of Armeria's that waits for its token. Nothing of it is written, and its connection goes
 * on with others; {@link ArmeriaHop} is what writes it.
 */
final class ArmeriaCall extends NettyHop {

  private final Object session;
  private final Object[] arguments;
  private final ArmeriaSessions sessions;

  /**
   * A call.
   *
   * @param arguments the pooled channel, the context, the request and the response
   */
  ArmeriaCall(
      Authorizer authorizer,
      Netty netty,
      Connection connection,
      Object context,
      Object channel,
      Object session,
      Object[] arguments) {
    super(authorizer, netty, connection, context, channel);
    this.session = session;
    this.arguments = arguments;
    sessions = ArmeriaSessions.of(session);
  }

  /** Waits, if the call has to. */
  void begin() {
    CompletableFuture<Boolean> wait = null;
    try {
      wait = authorizer.awaitToken(this, this);
    } catch (RequestFailure refused) {
      fail(refused.toThrow());
      return;
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
    if (wait == null) {
      proceed();
    } else {
      park(wait);
    }
  }

  @Override
  void proceed() {
    unpark();
    connection.setDecided(arguments[0]);
    try {
      sessions.invoke(session, arguments);
    } catch (Throwable thrown) {
      end(thrown);
    }
  }

  /** A call whose response is ended goes no further than to the log of its request. */
  @Override
  void fail(Throwable cause) {
    try {
      if (netty.channels.isActive(channel) || !(cause instanceof ClosedChannelException)) {
        end(cause);
      }
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
    proceed();
  }

  @Override
  void abandoned(Parking ended) {
    end(new ClosedChannelException());
  }

  private void end(Throwable cause) {
    try {
      if (sessions.isOpen(arguments[3])) {
        sessions.end(arguments[1], arguments[3], cause);
      }
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }

  /** As Armeria merges them, when it writes the request. */
  @Override
  public List<String> headers(String name) throws Throwable {
    var added = sessions.additionalHeaders(arguments[1]);
    var values = ArmeriaHeads.of(added).values(added, name);
    if (!values.isEmpty()) {
      return values;
    }
    var own = sessions.headers(arguments[2]);
    values = ArmeriaHeads.of(own).requestValues(own, name);
    if (!values.isEmpty()) {
      return values;
    }
    var others = sessions.defaultHeaders(arguments[1]);
    return new ArrayList<>(ArmeriaHeads.of(others).values(others, name));
  }

  @Override
  public @Nullable IOException cancelled() throws Throwable {
    return sessions.isOpen(arguments[3]) ? null : new ClosedChannelException();
  }

  /** The time for the response, which Armeria counts from when a request is sent. */
  @Override
  public void endWith(CompletableFuture<?> wait) throws Throwable {
    super.endWith(wait);
    var unused =
        sessions
            .whenComplete(arguments[3])
            .whenComplete(
                (nothing, failure) -> wait.completeExceptionally(new ClosedChannelException()));
    var unusedCancelling =
        sessions
            .whenCancelling(arguments[1])
            .whenComplete(
                (cause, failure) -> {
                  if (cause instanceof Throwable) {
                    wait.completeExceptionally((Throwable) cause);
                  }
                });
    long timeoutMillis = sessions.responseTimeoutMillis(arguments[1]);
    var executor = executor();
    if (timeoutMillis > 0 && executor instanceof ScheduledExecutorService) {
      var failure = sessions.timeoutException();
      parking()
          .timers
          .add(
              ((ScheduledExecutorService) executor)
                  .schedule(
                      () -> wait.completeExceptionally(failure),
                      timeoutMillis,
                      TimeUnit.MILLISECONDS));
    }
  }
}
