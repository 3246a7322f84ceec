package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** The messages of HttpCore 5. */
final class HttpCore5 extends HttpCore {

  /** Its HTTP/2 is in another package below. */
  static final String ROOT = "org.apache.hc.core5.";

  private final Class<?> classicRequest;
  private final MethodHandle method;
  private final MethodHandle requestUri;
  private final MethodHandle authority;
  private final MethodHandle setAuthority;
  private final MethodHandle scheme;
  private final MethodHandle setScheme;
  private final MethodHandle hostName;
  private final MethodHandle version;
  private final MethodHandle allHeaders;
  private final MethodHandle status;
  private final MethodHandle newRequest;
  private final MethodHandle newClassicRequest;
  private final MethodHandle setVersion;
  private final MethodHandle addHeader;

  HttpCore5(Class<?> own, String root) throws ReflectiveOperationException {
    super(own, root);
    var message = type("HttpMessage");
    var request = type("HttpRequest");
    classicRequest = type("ClassicHttpRequest");
    method = handle(request.getMethod("getMethod"));
    requestUri = handle(request.getMethod("getRequestUri"));
    var getAuthority = request.getMethod("getAuthority");
    authority = handle(getAuthority);
    setAuthority = handle(request.getMethod("setAuthority", getAuthority.getReturnType()));
    scheme = handle(request.getMethod("getScheme"));
    setScheme = handle(request.getMethod("setScheme", String.class));
    hostName = handle(getAuthority.getReturnType().getMethod("getHostName"));
    version = handle(message.getMethod("getVersion"));
    allHeaders = handle(type("MessageHeaders").getMethod("getHeaders"));
    status = handle(type("HttpResponse").getMethod("getCode"));
    newRequest = constructor("message.BasicHttpRequest");
    newClassicRequest = constructor("message.BasicClassicHttpRequest");
    setVersion = handle(message.getMethod("setVersion", type("ProtocolVersion")));
    addHeader = handle(message.getMethod("addHeader", String.class, Object.class));
  }

  /** With a method, no target, and what is written as the path. */
  private MethodHandle constructor(String name) throws ReflectiveOperationException {
    return Handles.erased(
        MethodHandles.publicLookup()
            .unreflectConstructor(
                type(name).getConstructor(String.class, type("HttpHost"), String.class)));
  }

  @Override
  MethodHandle method() {
    return method;
  }

  @Override
  String uri(Object request) throws Throwable {
    return (String) requestUri.invokeExact(request);
  }

  /** The host that a request names as its target, or {@code null} if it names none. */
  @Nullable String host(Object request) throws Throwable {
    Object named = (Object) authority.invokeExact(request);
    return named == null ? null : (String) hostName.invokeExact(named);
  }

  /** The host and the port that a request names as its target, or {@code null}. */
  @Nullable String authority(Object request) throws Throwable {
    Object named = (Object) authority.invokeExact(request);
    return named == null ? null : named.toString();
  }

  @Override
  int status(Object response) throws Throwable {
    return (int) status.invokeExact(response);
  }

  @Override
  Object copy(Object request) throws Throwable {
    var constructor = classicRequest.isInstance(request) ? newClassicRequest : newRequest;
    Object copy = (Object) constructor.invokeExact(method(request), (Object) null, uri(request));
    Object used = (Object) version.invokeExact(request);
    if (used != null) {
      setVersion.invokeExact(copy, used);
    }
    setHeaders(copy, (Object) allHeaders.invokeExact(request));
    return copy;
  }

  /** As {@link #copy}, with the target too, which HTTP/2 writes as fields. */
  Object copyWithTarget(Object request) throws Throwable {
    var copy = copy(request);
    setScheme.invokeExact(copy, (String) scheme.invokeExact(request));
    setAuthority.invokeExact(copy, (Object) authority.invokeExact(request));
    return copy;
  }

  @Override
  void add(Object copy, String name, String value) throws Throwable {
    addHeader.invokeExact(copy, name, (Object) value);
  }
}
