package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream begins whose call has no call credentials: if its token is not at hand, it goes
 * the way that gRPC has for slow ones. {@link ApplyHop} is on that way.
 */
final class NewStreamHop extends Adapter {

  NewStreamHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Decides whether a stream goes that way.
   *
   * @param options the {@code CallOptions} of the call
   * @param transport what applies call credentials
   * @return {@code null}, or what makes the stream of the arguments of the method
   */
  @Override
  protected @Nullable Object call(Object options, @Nullable Object transport) throws Throwable {
    if (transport == null) {
      return null;
    }
    var transports = Transports.of(transport);
    if (transports.awaiting(transport, authorizer) == null
        || transports.hasCredentials(transport, options)
        || transports.isShutDown(transport)) {
      return null;
    }
    Function<Object[], Object> stream = arguments -> stream(transports, transport, arguments);
    return stream;
  }

  private Object stream(Transports transports, Object transport, Object[] arguments) {
    try {
      var applier = applier(transports, transport, arguments);
      if (applier != null) {
        var appliers = Appliers.of(applier);
        appliers.apply(applier, transports.api().newMetadata());
        return appliers.returnStream(applier);
      }
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
    return transports.newStream(transport, arguments);
  }

  /** What applies nothing, or {@code null} if the transport is shut down, as it says itself. */
  private static @Nullable Object applier(
      Transports transports, Object transport, Object[] arguments) throws Throwable {
    var listener = transports.listener(transport);
    var appliers = Appliers.in(transports.api());
    boolean isShutDown = transports.pending(transport).incrementAndGet() > 0;
    try {
      if (!isShutDown) {
        return appliers.create(
            transports.delegate(transport),
            arguments[0],
            arguments[1],
            arguments[2],
            listener,
            arguments[3]);
      }
    } catch (Throwable fault) {
      appliers.complete(listener);
      throw fault;
    }
    appliers.complete(listener);
    return null;
  }
}
