package dev.cloudrunauth.client.jetty;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The exchanges of requests and responses of one copy of Jetty. Immutable. */
final class Exchanges {

  /** The type of Google's own error pages, and how the parser of 12.1 writes it. */
  private static final String PAGE = "text/html; charset=UTF-8";

  private static final String KNOWN_PAGE = "text/html; charset=utf-8";

  /** Of a conversation, which is the client's own: the application's attributes are others. */
  private static final String HOP = "dev.cloudrunauth.hop";

  private final MethodHandle request;
  private final MethodHandle method;
  private final MethodHandle scheme;
  private final MethodHandle host;
  private final MethodHandle port;
  private final MethodHandle path;
  private final MethodHandle requestHeaders;
  private final MethodHandle status;
  private final MethodHandle responseHeaders;
  private final MethodHandle field;
  private final MethodHandle values;
  private final MethodHandle abort;
  private final MethodHandle abortCause;
  private final MethodHandle conversation;
  private final MethodHandle getAttribute;
  private final MethodHandle setAttribute;

  Exchanges(Types types, Class<?> exchange) throws ReflectiveOperationException {
    var requestType = types.returned(exchange, "getRequest");
    var responseType = types.returned(exchange, "getResponse");
    var conversationType = types.returned(exchange, "getConversation");
    request = types.method(exchange, "getRequest");
    method = types.method(requestType, "getMethod");
    scheme = types.method(requestType, "getScheme");
    host = types.method(requestType, "getHost");
    port = types.method(requestType, "getPort");
    path = types.method(requestType, "getPath");
    requestHeaders = types.method(requestType, "getHeaders");
    var response = types.method(exchange, "getResponse");
    status = types.then(response, responseType, "getStatus");
    responseHeaders = types.then(response, responseType, "getHeaders");
    var fields = types.returned(requestType, "getHeaders");
    field = types.method(fields, "getField", String.class);
    values = types.method(fields, "getValuesList", String.class);
    abort = withoutResult(types.method(requestType, "abort", Throwable.class));
    abortCause = types.method(requestType, "getAbortCause");
    conversation = types.method(exchange, "getConversation");
    getAttribute = types.method(conversationType, "getAttribute", String.class);
    setAttribute =
        withoutResult(types.method(conversationType, "setAttribute", String.class, Object.class));
  }

  /** Versions differ in what they return. */
  private static MethodHandle withoutResult(MethodHandle handle) {
    return handle.asType(handle.type().changeReturnType(void.class));
  }

  Object request(Object exchange) throws Throwable {
    return (Object) request.invokeExact(exchange);
  }

  String method(Object request) throws Throwable {
    return (String) method.invokeExact(request);
  }

  String scheme(Object request) throws Throwable {
    return (String) scheme.invokeExact(request);
  }

  String host(Object request) throws Throwable {
    return (String) host.invokeExact(request);
  }

  int port(Object request) throws Throwable {
    return (int) port.invokeExact(request);
  }

  /** A path, or a URL that is sent in place of one. */
  @Nullable String path(Object request) throws Throwable {
    return (String) path.invokeExact(request);
  }

  /** All values of a header of a request. */
  List<String> values(Object request, String name) throws Throwable {
    return listed((Object) requestHeaders.invokeExact(request), name);
  }

  int status(Object exchange) throws Throwable {
    return (int) status.invokeExact(exchange);
  }

  /**
   * All values of a header of a response. Instead of a common one the parser of 12.1 returns one
   * that it knows, which may be written in another case: that of Google's own pages is put right.
   */
  List<String> responseValues(Object exchange, String name) throws Throwable {
    var listed = listed((Object) responseHeaders.invokeExact(exchange), name);
    listed.replaceAll(value -> value.equals(KNOWN_PAGE) ? PAGE : value);
    return listed;
  }

  private List<String> listed(Object headers, String name) throws Throwable {
    if ((Object) field.invokeExact(headers, name) == null) {
      return new ArrayList<>(0);
    }
    var listed = new ArrayList<String>(1);
    for (var value : (List<?>) values.invokeExact(headers, name)) {
      listed.add(value == null ? "" : (String) value);
    }
    return listed;
  }

  /** Ends a request, and tells the application why. */
  void abort(Object request, Throwable cause) throws Throwable {
    abort.invokeExact(request, cause);
  }

  /** Why a request has been ended, or {@code null} if it has not. */
  @Nullable Throwable abortCause(Object request) throws Throwable {
    return (Throwable) abortCause.invokeExact(request);
  }

  /** The newest hop of an exchange's conversation, if it is that of its request. */
  @Nullable Hop hop(Object exchange, Object request) throws Throwable {
    Object of = (Object) conversation.invokeExact(exchange);
    var hop = (Hop) (Object) getAttribute.invokeExact(of, HOP);
    return hop != null && hop.isOf(request) ? hop : null;
  }

  void setHop(Object exchange, Hop hop) throws Throwable {
    setAttribute.invokeExact((Object) conversation.invokeExact(exchange), HOP, (Object) hop);
  }
}
