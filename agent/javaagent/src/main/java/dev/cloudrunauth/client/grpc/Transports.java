package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Handles;
import dev.cloudrunauth.instrumentation.Undeclared;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The transports of a copy of gRPC that apply call credentials: all streams of channels pass one.
 * Immutable.
 */
final class Transports {

  private static final ClassValue<Transports> BY_CLASS = Handles.byClass(Transports::new);

  private final Api api;
  private final MethodHandle attributes;
  private final MethodHandle authority;
  private final MethodHandle delegate;
  private final MethodHandle pending;
  private final MethodHandle listener;
  private final MethodHandle executor;
  private final MethodHandle channelCredentials;
  private final MethodHandle callCredentials;
  private final MethodHandle callAuthority;
  private final MethodHandle newStream;
  private final MethodHandle newStreamOfDelegate;

  private Transports(Class<?> type) throws ReflectiveOperationException {
    api = Api.of(type);
    delegate = Api.getter(Api.field(type, "delegate"));
    var getAttributes = api.type("internal.ConnectionClientTransport").getMethod("getAttributes");
    attributes = Handles.then(delegate, Api.handle(getAttributes));
    authority = Api.getter(Api.field(type, "authority"));
    pending = Api.getter(Api.field(type, "pendingApplier"));
    listener = Api.getter(Api.field(type, "applierListener"));
    var factory = type.getEnclosingClass();
    var outer = Api.getter(Api.field(type, factory));
    executor = Handles.then(outer, Api.getter(Api.field(factory, "appExecutor")));
    channelCredentials =
        Handles.then(outer, Api.getter(Api.field(factory, "channelCallCredentials")));
    var options = api.type("CallOptions");
    callCredentials = Api.handle(options.getMethod("getCredentials"));
    callAuthority = Api.handle(options.getMethod("getAuthority"));
    newStream = newStream(type);
    newStreamOfDelegate = newStream(api.type("internal.ClientTransport"));
  }

  private static MethodHandle newStream(Class<?> type) throws ReflectiveOperationException {
    for (var method : type.getDeclaredMethods()) {
      if (method.getName().equals("newStream") && !method.isBridge()) {
        return Api.handle(method).asSpreader(1, Object[].class, method.getParameterCount());
      }
    }
    throw new NoSuchMethodException(type + ".newStream");
  }

  /** The methods of the copy that a transport is of. */
  static Transports of(Object transport) {
    return BY_CLASS.get(transport.getClass());
  }

  Api api() {
    return api;
  }

  /** The peer that TLS has verified, or {@code null} if there is no TLS. */
  private @Nullable SSLSession session(Object transport) throws Throwable {
    return api.session((Object) attributes.invokeExact(transport));
  }

  /**
   * The peer that TLS has verified, if calls to it may have to wait for a token; otherwise {@code
   * null}.
   */
  @Nullable SSLSession awaiting(Object transport, Authorizer authorizer) throws Throwable {
    var session = session(transport);
    var host = session == null ? null : session.getPeerHost();
    return host != null
            && authorizer.mayAuthorize(host)
            && api.isAuthorityVerified((Object) attributes.invokeExact(transport))
            && authorizer.mayHaveToWait("https", host, Peer.port(authority(transport)))
        ? session
        : null;
  }

  /** The authority of a transport's channel. */
  private String authority(Object transport) throws Throwable {
    return (String) authority.invokeExact(transport);
  }

  /** The target of a call. */
  Peer peer(Object transport, SSLSession session, Object callOptions) throws Throwable {
    var own = (String) callAuthority.invokeExact(callOptions);
    var channel = authority(transport);
    return Peer.of(session, channel, own == null ? channel : own);
  }

  /** Whether gRPC will apply credentials of the application's to a call. */
  boolean hasCredentials(Object transport, Object callOptions) throws Throwable {
    return (Object) callCredentials.invokeExact(callOptions) != null
        || (Object) channelCredentials.invokeExact(transport) != null;
  }

  /** What a transport writes its streams to. */
  Object delegate(Object transport) throws Throwable {
    return (Object) delegate.invokeExact(transport);
  }

  /** Whether a transport is shut down, so that it refuses streams. */
  boolean isShutDown(Object transport) throws Throwable {
    return pending(transport).get() >= 0;
  }

  /** How many streams wait for their credentials; not negative if it is shut down. */
  AtomicInteger pending(Object transport) throws Throwable {
    return (AtomicInteger) pending.invokeExact(transport);
  }

  /** What is told when a stream waits no more. */
  Object listener(Object transport) throws Throwable {
    return (Object) listener.invokeExact(transport);
  }

  /** Where call credentials do their work. */
  Executor executor(Object transport) throws Throwable {
    return (Executor) executor.invokeExact(transport);
  }

  /** The stream of a call as gRPC begins it without call credentials. */
  Object newStream(Object transport, Object[] arguments) {
    try {
      return isShutDown(transport)
          ? (Object) newStream.invokeExact(transport, arguments)
          : (Object) newStreamOfDelegate.invokeExact(delegate(transport), arguments);
    } catch (Throwable thrown) {
      throw Undeclared.exception(thrown);
    }
  }
}
