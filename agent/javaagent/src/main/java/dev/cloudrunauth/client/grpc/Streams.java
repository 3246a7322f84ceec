package dev.cloudrunauth.client.grpc;

import static java.lang.invoke.MethodType.methodType;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The streams of one copy of a transport, found by what they write to. */
final class Streams {

  private static final ClassValue<Streams> BY_SINK = Handles.byClass(Streams::new);

  private final Api api;
  private final MethodHandle stream;
  private final MethodHandle attributes;
  private final MethodHandle authority;
  private final MethodHandle state;

  private Streams(Class<?> sink) throws ReflectiveOperationException {
    api = api(sink);
    var type = sink.getEnclosingClass();
    stream = Api.getter(Api.field(sink, type));
    attributes = Api.handle(Api.method(type, "getAttributes"));
    // A field of Netty's class of strings, or of the JDK's.
    authority =
        MethodHandles.filterReturnValue(
            Api.getter(Api.field(type, "authority")).asType(methodType(Object.class, Object.class)),
            MethodHandles.publicLookup()
                .findStatic(String.class, "valueOf", methodType(String.class, Object.class)));
    state = Api.handle(Api.method(type, "transportState"));
  }

  /** A transport can be relocated by itself. */
  private static Api api(Class<?> sink) throws NoSuchMethodException {
    for (var method : sink.getDeclaredMethods()) {
      if (method.getName().equals("writeHeaders")) {
        return Api.of(method.getParameterTypes()[0]);
      }
    }
    throw new NoSuchMethodException(sink + ".writeHeaders");
  }

  /** Those of a sink. */
  static Streams of(Object sink) {
    return BY_SINK.get(sink.getClass());
  }

  Api api() {
    return api;
  }

  /** The stream that a sink is of. */
  Object stream(Object sink) throws Throwable {
    return (Object) stream.invokeExact(sink);
  }

  /** The peer that TLS has verified, or {@code null} if there is no TLS. */
  @Nullable SSLSession session(Object stream) throws Throwable {
    return api.session((Object) attributes.invokeExact(stream));
  }

  /** Whether TLS has compared the names in the certificate with the authority. */
  boolean isAuthorityVerified(Object stream) throws Throwable {
    return api.isAuthorityVerified((Object) attributes.invokeExact(stream));
  }

  /** The host that a stream names, whoever its peer is. */
  String host(Object stream) throws Throwable {
    return Peer.hostOf((String) authority.invokeExact(stream));
  }

  /** The target of a stream. */
  Peer peer(Object stream, @Nullable SSLSession session) throws Throwable {
    var state = state(stream);
    return Peer.of(
        session, States.of(state).authority(state), (String) authority.invokeExact(stream));
  }

  /** The attempt that a sink has written without any credential, if a receiver is its own. */
  @Nullable AnsweredCall answered(Object sink, Object state) throws Throwable {
    var stream = stream(sink);
    return state(stream) == state
        ? new AnsweredCall(peer(stream, session(stream)), List.of(), List.of(), null)
        : null;
  }

  /** What receives the response of a stream. */
  Object state(Object stream) throws Throwable {
    return (Object) state.invokeExact(stream);
  }
}
