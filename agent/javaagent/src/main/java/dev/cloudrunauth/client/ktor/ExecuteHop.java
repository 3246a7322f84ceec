package dev.cloudrunauth.client.ktor;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Pending;
import dev.cloudrunauth.instrumentation.RequestFailure;
import dev.cloudrunauth.instrumentation.Undeclared;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine has chosen what to connect to for a hop: here its coroutine can be suspended.
 */
final class ExecuteHop extends Adapter {

  private final Pending<VerifiedHop> hops;

  ExecuteHop(Authorizer authorizer, Pending<VerifiedHop> hops) {
    super(authorizer);
    this.hops = hops;
  }

  /**
   * Decides whether a hop has to wait.
   *
   * @param request an {@code HttpRequestData}, or {@code null} where a coroutine goes on that was
   *     suspended further below
   * @param endpoint what the engine connects to
   * @return {@code null}, or what is done with the arguments of the method in place of it
   */
  @Override
  protected @Nullable Object call(@Nullable Object request, @Nullable Object endpoint)
      throws Throwable {
    if (request == null || endpoint == null) {
      return null;
    }
    var requests = Requests.of(request);
    var host = requests.host(request);
    if (!authorizer.mayAuthorize(host) || ParkedRequest.isResumed(request)) {
      return null;
    }
    var endpoints = Endpoints.of(endpoint);
    if (!endpoints.isSecure(endpoint) || !endpoints.verifies(endpoint, host)) {
      // Another engine may have sent the same request.
      var unused = hops.take(request);
      return null;
    }
    hops.put(request, new VerifiedHop());
    if (!authorizer.mayHaveToWait(requests.scheme(request), host, requests.port(request))) {
      return null;
    }
    Function<Object[], Object> waiting =
        arguments -> await(new ParkedRequest(endpoints, endpoint, arguments));
    return waiting;
  }

  private Object await(ParkedRequest request) {
    CompletableFuture<Object> result = null;
    try {
      result = authorizer.awaitToken(request, request::result);
    } catch (RequestFailure refused) {
      throw Undeclared.exception(failure(refused));
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
    try {
      return result == null ? request.execute() : request.suspend(authorizer, result);
    } catch (Throwable thrown) {
      throw Undeclared.exception(thrown);
    }
  }
}
