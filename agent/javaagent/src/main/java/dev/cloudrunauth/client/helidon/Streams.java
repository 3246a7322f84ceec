package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one copy of Helidon sends requests over HTTP/2: its {@code Http2ClientStream}. */
final class Streams {

  private static final ClassValue<Streams> BY_STREAM = Handles.byClass(Streams::new);

  final Copy copy;
  private final MethodHandle connection;
  private final MethodHandle timeout;
  private final MethodHandle headersOf;
  private final MethodHandle method;
  private final MethodHandle path;
  private final MethodHandle scheme;
  private final MethodHandle authority;
  private final MethodHandle create;
  private final MethodHandle setMethod;
  private final MethodHandle setPath;
  private final MethodHandle setScheme;
  private final MethodHandle setAuthority;

  private Streams(Class<?> stream) throws ReflectiveOperationException {
    copy = Copy.of(stream);
    var types = copy.types;
    var base = types.type("webclient.http2.Http2ClientStream");
    connection =
        Handles.then(
            Types.field(base, "connection"),
            Types.field(types.type("webclient.http2.Http2ClientConnection"), "connection"));
    timeout = Types.field(base, "timeout");
    var headers = types.type("http.http2.Http2Headers");
    headersOf = Types.handle(headers.getMethod("httpHeaders"));
    var getMethod = headers.getMethod("method");
    method = Types.handle(getMethod);
    path = Types.handle(headers.getMethod("path"));
    scheme = Types.handle(headers.getMethod("scheme"));
    authority = Types.handle(headers.getMethod("authority"));
    create = Types.handle(headers.getMethod("create", types.type("http.WritableHeaders")));
    setMethod = Types.handle(headers.getMethod("method", getMethod.getReturnType()));
    setPath = Types.handle(headers.getMethod("path", String.class));
    setScheme = Types.handle(headers.getMethod("scheme", String.class));
    setAuthority = Types.handle(headers.getMethod("authority", String.class));
  }

  /** That of a copy. */
  static Streams of(Copy copy) throws ClassNotFoundException {
    return BY_STREAM.get(copy.types.type("webclient.http2.Http2ClientStream"));
  }

  static Streams of(Object stream) {
    return BY_STREAM.get(stream.getClass());
  }

  /** The connection of a stream. */
  Object connection(Object stream) throws Throwable {
    return (Object) connection.invokeExact(stream);
  }

  /** How long the application waits for the response, in milliseconds; 0 for no limit. */
  long timeoutMillis(Object stream) throws Throwable {
    return ((Duration) timeout.invokeExact(stream)).toMillis();
  }

  /** The headers of a request without those whose names begin with a colon. */
  Object headersOf(Object request) throws Throwable {
    return (Object) headersOf.invokeExact(request);
  }

  @Nullable String authority(Object request) throws Throwable {
    return (String) authority.invokeExact(request);
  }

  /** A copy with other headers. */
  Object copy(Object request, Object headers) throws Throwable {
    Object made = (Object) create.invokeExact(headers);
    var unused = (Object) setMethod.invokeExact(made, (Object) method.invokeExact(request));
    unused = (Object) setPath.invokeExact(made, (String) path.invokeExact(request));
    unused = (Object) setScheme.invokeExact(made, (String) scheme.invokeExact(request));
    var named = authority(request);
    if (named != null) {
      unused = (Object) setAuthority.invokeExact(made, named);
    }
    return made;
  }
}
