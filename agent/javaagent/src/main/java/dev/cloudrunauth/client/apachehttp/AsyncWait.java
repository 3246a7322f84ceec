package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last step of the asynchronous client's execution chain: below redirects and retries, above
 * the connection, whose threads must not block. A hop that has to wait for its token is parked
 * here.
 */
final class AsyncWait extends Adapter {

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
    if (host == null || !authorizer.mayAuthorize(host) || ParkedStep.isTakenFor(request)) {
      return null;
    }
    Consumer<Object[]> parked =
        arguments -> new AsyncRequest(authorizer, execution, step, arguments).park();
    return parked;
  }
}
