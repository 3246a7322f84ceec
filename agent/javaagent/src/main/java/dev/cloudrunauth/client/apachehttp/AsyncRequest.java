package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.ParkableRequest;
import dev.cloudrunauth.instrumentation.RequestFailure;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A hop of the asynchronous client that has no connection yet. Its header is set later. */
final class AsyncRequest implements ParkableRequest {

  private final AsyncExecution execution;
  private final Object[] arguments;

  AsyncRequest(AsyncExecution execution, Object[] arguments) {
    this.execution = execution;
    this.arguments = arguments;
  }

  @Override
  public String scheme() throws Throwable {
    return execution.scheme(arguments);
  }

  @Override
  public String host() throws Throwable {
    return execution.host(arguments);
  }

  @Override
  public int port() throws Throwable {
    return execution.port(arguments);
  }

  @Override
  public @Nullable List<String> headers(String name) throws Throwable {
    return execution.core().values(arguments[0], name);
  }

  @Override
  public void setHeader(String name, String value) {
    throw new IllegalStateException("the headers are not written here");
  }

  @Override
  public void removeHeader(String name) {
    throw new IllegalStateException("the headers are not written here");
  }

  @Override
  public long timeoutMillis() throws Throwable {
    return execution.responseTimeoutMillis(arguments);
  }

  @Override
  public @Nullable IOException cancelled() throws Throwable {
    return execution.cancelled(arguments);
  }

  @Override
  public IOException toThrow(RequestFailure failure) {
    return WrittenRequest.notToBeRetried(failure);
  }

  /** The step only hands the request to the reactor, and so it may be taken on any thread. */
  @Override
  public Executor executor() {
    return Runnable::run;
  }

  /** The future of a cancelled call is cancelled at once, and the hop when its wait ends. */
  @Override
  public void endWith(CompletableFuture<?> wait) {}
}
