package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.RequestFailure;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last step of the asynchronous client's execution chain: below redirects and retries, above
 * the connection, whose threads must not block. A hop that has to wait for its token is parked
 * here, and takes the step again when it has come; the header is set where it is written.
 */
final class AsyncWait extends Adapter {

  /** The request of a hop that takes the step again. */
  private static final ThreadLocal<@Nullable Object> RESUMED = new ThreadLocal<>();

  AsyncWait(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Decides whether a hop has to wait.
   *
   * @param request an {@code HttpRequest}
   * @param step the step of the chain
   * @return {@code null} if it need not, or what parks it
   */
  @Override
  protected @Nullable Object call(Object request, @Nullable Object step) throws Throwable {
    if (step == null) {
      return null;
    }
    var execution = AsyncExecution.of(step.getClass());
    var host = execution.core().host(request);
    if (host == null || !authorizer.mayAuthorize(host) || RESUMED.get() == request) {
      return null;
    }
    Consumer<Object[]> parked = arguments -> park(execution, step, arguments);
    return parked;
  }

  private void park(AsyncExecution execution, Object step, Object[] arguments) {
    CompletableFuture<?> parked = null;
    try {
      parked =
          authorizer.awaitToken(
              new AsyncRequest(execution, arguments),
              () -> CompletableFuture.completedFuture(null));
    } catch (RequestFailure failure) {
      fail(execution, arguments, WrittenRequest.notToBeRetried(failure));
      return;
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
    if (parked == null) {
      proceed(execution, step, arguments);
    } else {
      var unused =
          parked.whenComplete(
              (nothing, failure) -> {
                if (failure == null) {
                  proceed(execution, step, arguments);
                } else {
                  fail(execution, arguments, told(failure));
                }
              });
    }
  }

  private static Exception told(Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof Exception ? (Exception) cause : new IOException(cause);
  }

  private void proceed(AsyncExecution execution, Object step, Object[] arguments) {
    var before = RESUMED.get();
    RESUMED.set(arguments[0]);
    try {
      execution.execute(step, arguments);
    } catch (Exception failure) {
      fail(execution, arguments, failure);
    } catch (Throwable error) {
      fail(execution, arguments, new IOException(error));
    } finally {
      RESUMED.set(before);
    }
  }

  private void fail(AsyncExecution execution, Object[] arguments, Exception cause) {
    try {
      execution.fail(arguments, cause);
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }
}
