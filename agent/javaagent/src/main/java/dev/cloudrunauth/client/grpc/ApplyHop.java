package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.RequestFailure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a stream has all its headers, those of its call credentials too: here it can wait. */
final class ApplyHop extends Adapter {

  private final ParkedCalls parked;

  ApplyHop(Authorizer authorizer, ParkedCalls parked) {
    super(authorizer);
    this.parked = parked;
  }

  /**
   * Parks a stream, if its token is not at hand.
   *
   * @param headers what the call credentials add
   * @param applier a {@code MetadataApplierImpl}
   * @return {@code null}, or what is done in place of the method
   */
  @Override
  protected @Nullable Object call(Object headers, @Nullable Object applier) throws Throwable {
    if (applier == null || ParkedCall.isResumed(applier)) {
      return null;
    }
    var appliers = Appliers.of(applier);
    var transport = appliers.transport(applier);
    var transports = Transports.of(transport);
    var session = transports.awaiting(transport, authorizer);
    if (session == null) {
      return null;
    }
    var peer = transports.peer(transport, session, appliers.options(applier));
    var call =
        new ParkedCall(
            peer,
            Api.of(headers.getClass()),
            appliers,
            applier,
            headers,
            transports.executor(transport));
    try {
      return call.await(authorizer, parked) ? (Consumer<Object>) ignored -> {} : null;
    } catch (RequestFailure refused) {
      return (Consumer<Object>) ignored -> call.fail(authorizer, failure(refused));
    }
  }
}
