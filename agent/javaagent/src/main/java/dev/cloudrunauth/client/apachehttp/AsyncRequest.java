package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Authorizer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last step of the execution chain of the asynchronous client 5. */
final class AsyncRequest extends ParkedStep {

  private final AsyncExecution execution;
  private final Object step;
  private final Object[] arguments;

  AsyncRequest(Authorizer authorizer, AsyncExecution execution, Object step, Object[] arguments) {
    super(authorizer, arguments[0]);
    this.execution = execution;
    this.step = step;
    this.arguments = arguments;
  }

  @Override
  void take() throws Throwable {
    execution.execute(step, arguments);
  }

  @Override
  void fail(Exception cause) throws Throwable {
    execution.fail(arguments, cause);
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
  public long timeoutMillis() throws Throwable {
    return execution.responseTimeoutMillis(arguments);
  }

  @Override
  public @Nullable IOException cancelled() throws Throwable {
    return execution.cancelled(arguments);
  }
}
