package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** The messages of HttpCore 4. */
final class HttpCore4 extends HttpCore {

  static final String ROOT = "org.apache.http.";

  private final MethodHandle requestLine;
  private final MethodHandle method;
  private final MethodHandle uri;
  private final MethodHandle status;
  private final MethodHandle allHeaders;
  private final MethodHandle newRequest;
  private final MethodHandle addHeader;

  HttpCore4(Class<?> own, String root) throws ReflectiveOperationException {
    super(own, root);
    var message = type("HttpMessage");
    var line = type("RequestLine");
    var getLine = type("HttpRequest").getMethod("getRequestLine");
    requestLine = handle(getLine);
    method = then(getLine, line.getMethod("getMethod"));
    uri = then(getLine, line.getMethod("getUri"));
    status =
        then(
            type("HttpResponse").getMethod("getStatusLine"),
            type("StatusLine").getMethod("getStatusCode"));
    allHeaders = handle(message.getMethod("getAllHeaders"));
    newRequest =
        Handles.erased(
            MethodHandles.publicLookup()
                .unreflectConstructor(type("message.BasicHttpRequest").getConstructor(line)));
    addHeader = handle(message.getMethod("addHeader", String.class, String.class));
  }

  @Override
  MethodHandle method() {
    return method;
  }

  @Override
  String uri(Object request) throws Throwable {
    return (String) uri.invokeExact(request);
  }

  @Override
  int status(Object response) throws Throwable {
    return (int) status.invokeExact(response);
  }

  @Override
  Object copy(Object request) throws Throwable {
    Object copy = (Object) newRequest.invokeExact((Object) requestLine.invokeExact(request));
    setHeaders(copy, (Object) allHeaders.invokeExact(request));
    return copy;
  }

  @Override
  void add(Object copy, String name, String value) throws Throwable {
    addHeader.invokeExact(copy, name, value);
  }
}
