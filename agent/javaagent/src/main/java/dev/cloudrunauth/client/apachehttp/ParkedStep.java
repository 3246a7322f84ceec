package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ParkableRequest;
import dev.cloudrunauth.instrumentation.RequestFailure;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A step of an asynchronous client, for a hop that has no connection yet: it is put off until the
 * hop's token has come, and then taken again. The header is set later, where it is written.
 */
abstract class ParkedStep implements ParkableRequest {

  /** What is lost where the step cannot be woven. */
  static final String LOSS =
      "its requests do not wait for a token: the first ones are sent without";

  /** What is taken again by this thread. */
  private static final ThreadLocal<@Nullable Object> TAKEN = new ThreadLocal<>();

  private final Authorizer authorizer;

  /** What tells the hop from others. */
  private final Object hop;

  ParkedStep(Authorizer authorizer, Object hop) {
    this.authorizer = authorizer;
    this.hop = hop;
  }

  /** Whether this thread takes the step of a hop that has waited. */
  static boolean isTakenFor(Object hop) {
    return TAKEN.get() == hop;
  }

  /** Takes the step. */
  abstract void take() throws Throwable;

  /** Tells the application that the hop has failed. */
  abstract void fail(Exception cause) throws Throwable;

  /** Takes the step, at once or when the token has come. */
  final void park() {
    CompletableFuture<?> parked = null;
    try {
      parked = authorizer.awaitToken(this, () -> CompletableFuture.completedFuture(null));
    } catch (RequestFailure failure) {
      end(toThrow(failure));
      return;
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
    if (parked == null) {
      proceed();
    } else {
      var unused =
          parked.whenComplete(
              (nothing, failure) -> {
                if (failure == null) {
                  proceed();
                } else {
                  end(told(failure));
                }
              });
    }
  }

  private static Exception told(Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof Exception ? (Exception) cause : new IOException(cause);
  }

  private void proceed() {
    var before = TAKEN.get();
    TAKEN.set(hop);
    try {
      take();
    } catch (Exception failure) {
      end(failure);
    } catch (Throwable error) {
      end(new IOException(error));
    } finally {
      TAKEN.set(before);
    }
  }

  /** What the application's callback throws is nobody's here. */
  private void end(Exception cause) {
    try {
      fail(cause);
    } catch (Throwable applications) {
      var thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, applications);
    }
  }

  @Override
  public final void setHeader(String name, String value) {
    throw new IllegalStateException("the headers are not written here");
  }

  @Override
  public final void removeHeader(String name) {
    throw new IllegalStateException("the headers are not written here");
  }

  @Override
  public final IOException toThrow(RequestFailure failure) {
    return WrittenRequest.notToBeRetried(failure);
  }

  /**
   * Any that is none of the agent's: the step hands the request to the reactor, and may look a host
   * up before.
   */
  @Override
  public final Executor executor() {
    return Runnable::run;
  }

  /** The future of a cancelled call is cancelled at once, and the hop when its wait ends. */
  @Override
  public final void endWith(CompletableFuture<?> wait) {}
}
