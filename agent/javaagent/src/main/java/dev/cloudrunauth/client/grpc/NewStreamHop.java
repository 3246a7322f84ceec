package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Undeclared;
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
    var session = transports.session(transport);
    var host = session == null ? null : session.getPeerHost();
    if (session == null
        || host == null
        || !authorizer.mayAuthorize(host)
        || transports.hasCredentials(transport, options)
        || !authorizer.mayHaveToWait("https", host, Peer.port(transports.authority(transport)))) {
      return null;
    }
    Function<Object[], Object> stream = arguments -> stream(transports, transport, arguments);
    return stream;
  }

  private static Object stream(Transports transports, Object transport, Object[] arguments) {
    try {
      var listener = transports.listener(transport);
      var appliers = Appliers.in(transports.api());
      if (transports.pending(transport).incrementAndGet() > 0) {
        // It is shut down, and says so itself.
        appliers.complete(listener);
        return transports.newStream(transport, arguments);
      }
      var applier =
          appliers.create(
              transports.delegate(transport),
              arguments[0],
              arguments[1],
              arguments[2],
              listener,
              arguments[3]);
      appliers.apply(applier, transports.api().newMetadata());
      return appliers.returnStream(applier);
    } catch (Throwable thrown) {
      throw Undeclared.exception(thrown);
    }
  }
}
