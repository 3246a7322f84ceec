package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What receives the responses of streams, in one copy of a transport. Immutable. */
final class States {

  private static final ClassValue<States> BY_CLASS = Handles.byClass(States::new);
  private static final String CLASS = "internal.Http2ClientStreamTransportState";

  private final Api api;
  private final Object grpcStatus;
  private final Object httpStatus;
  private final MethodHandle error;
  private final MethodHandle headersReceived;
  private final MethodHandle attributes;
  private final MethodHandle authority;

  private States(Class<?> type) throws ReflectiveOperationException {
    var base = base(type);
    api = Api.of(base);
    grpcStatus = Api.constant(api.type("InternalStatus").getField("CODE_KEY"));
    httpStatus = Api.constant(Api.field(base, "HTTP2_STATUS"));
    error = Api.getter(Api.field(base, "transportError"));
    headersReceived = Api.getter(Api.field(base, "headersReceived"));
    var connection = connection(type);
    attributes =
        Handles.then(
            Api.getter(connection), Api.handle(Api.method(connection.getType(), "getAttributes")));
    authority = Handles.then(Api.getter(connection), Api.getter(authority(connection.getType())));
  }

  private static Class<?> base(Class<?> type) throws ClassNotFoundException {
    for (Class<?> own = type; own != null; own = own.getSuperclass()) {
      if (own.getName().endsWith(CLASS)) {
        return own;
      }
    }
    throw new ClassNotFoundException(CLASS + " above " + type);
  }

  /** What a stream is on: Netty's handler, or OkHttp's transport. */
  private static Field connection(Class<?> type) throws NoSuchFieldException {
    try {
      return Api.field(type, "handler");
    } catch (NoSuchFieldException ofOkHttp) {
      return Api.field(type, "transport");
    }
  }

  private static Field authority(Class<?> connection) throws NoSuchFieldException {
    try {
      return Api.field(connection, "authority");
    } catch (NoSuchFieldException ofOkHttp) {
      return Api.field(connection, "defaultAuthority");
    }
  }

  /** Those of a receiver. */
  static States of(Object state) {
    return BY_CLASS.get(state.getClass());
  }

  Api api() {
    return api;
  }

  /** The peer that TLS has verified, or {@code null} if there is no TLS. */
  @Nullable SSLSession session(Object state) throws Throwable {
    return api.session((Object) attributes.invokeExact(state));
  }

  /** The authority of a receiver's channel. */
  String authority(Object state) throws Throwable {
    return (String) authority.invokeExact(state);
  }

  /** Whether what was received is no response of gRPC's. */
  boolean isNoGrpc(Object state) throws Throwable {
    return (Object) error.invokeExact(state) != null;
  }

  /** Whether there were headers before the trailers. */
  boolean hasHeaders(Object state) throws Throwable {
    return (boolean) headersReceived.invokeExact(state);
  }

  /** The status of HTTP, or 0. */
  int httpStatus(Object metadata) throws Throwable {
    var status = api.get(metadata, httpStatus);
    return status == null ? 0 : (Integer) status;
  }

  /** The number of the status of gRPC, or -1 if there is none. */
  int grpcStatus(Object metadata) throws Throwable {
    var status = api.get(metadata, grpcStatus);
    return status == null ? -1 : api.statusCode(status);
  }
}
