package dev.cloudrunauth.client.ktor;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ParkableRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A request whose coroutine is suspended before the engine connects. */
final class ParkedRequest extends KtorRequest implements ParkableRequest {

  /** The request that this thread resumes: it must not wait again, if it has got no token. */
  private static final ThreadLocal<@Nullable Object> RESUMED = new ThreadLocal<>();

  private final Endpoints endpoints;
  private final Object endpoint;
  private final Object context;
  private final Object continuation;

  /**
   * A request that may have to wait.
   *
   * @param arguments those of {@code Endpoint.execute}
   */
  ParkedRequest(Endpoints endpoints, Object endpoint, Object[] arguments) {
    super(arguments[0]);
    this.endpoints = endpoints;
    this.endpoint = endpoint;
    this.context = arguments[1];
    this.continuation = arguments[2];
  }

  /** Whether a request is sent because it waits no more. */
  static boolean isResumed(Object request) {
    return RESUMED.get() == request;
  }

  /** Sends it: returns its response, or that the coroutine is suspended. */
  Object execute() throws Throwable {
    var outer = RESUMED.get();
    RESUMED.set(request);
    try {
      return endpoints.execute(endpoint, request, context, continuation);
    } finally {
      if (outer == null) {
        RESUMED.remove();
      } else {
        RESUMED.set(outer);
      }
    }
  }

  /** The same, with its failure too as something that the coroutine goes on with. */
  CompletableFuture<Object> result() {
    try {
      return CompletableFuture.completedFuture(execute());
    } catch (Throwable thrown) {
      return CompletableFuture.completedFuture(endpoints.coroutines().failure(thrown));
    }
  }

  /** Suspends the coroutine until there is a result, and lets it go on with that. */
  Object suspend(Authorizer authorizer, CompletableFuture<Object> result) {
    var coroutines = endpoints.coroutines();
    var unused =
        result
            .exceptionally(failure -> coroutines.failure(cause(failure)))
            .thenAccept(
                value -> {
                  if (value != coroutines.suspended()) {
                    coroutines.resume(continuation, value);
                  }
                })
            .exceptionally(
                fault -> {
                  authorizer.reportFault(fault);
                  return null;
                });
    return coroutines.suspended();
  }

  private static Throwable cause(Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  @Override
  public Executor executor() throws Throwable {
    return endpoints.coroutines().executor(continuation);
  }

  @Override
  public void endWith(CompletableFuture<?> wait) throws Throwable {
    endpoints.jobs().endWithCancellation(continuation, wait);
  }
}
