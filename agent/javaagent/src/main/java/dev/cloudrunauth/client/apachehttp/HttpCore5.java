package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** The messages of HttpCore 5. */
final class HttpCore5 extends HttpCore {

  static final String ROOT = "org.apache.hc.core5.http.";

  private final Class<?> classicRequest;
  private final MethodHandle method;
  private final MethodHandle requestUri;
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
  String method(Object request) throws Throwable {
    return (String) method.invokeExact(request);
  }

  @Override
  String uri(Object request) throws Throwable {
    return (String) requestUri.invokeExact(request);
  }

  @Override
  int status(Object response) throws Throwable {
    return (int) status.invokeExact(response);
  }

  @Override
  Object copy(Object request) throws Throwable {
    var constructor = classicRequest.isInstance(request) ? newClassicRequest : newRequest;
    Object copy = (Object) constructor.invokeExact(method(request), (Object) null, uri(request));
    setVersion.invokeExact(copy, (Object) version.invokeExact(request));
    setHeaders(copy, (Object) allHeaders.invokeExact(request));
    return copy;
  }

  @Override
  void add(Object copy, String name, String value) throws Throwable {
    addHeader.invokeExact(copy, name, (Object) value);
  }
}
