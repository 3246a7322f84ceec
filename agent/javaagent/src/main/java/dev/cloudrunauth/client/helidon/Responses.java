package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** The {@code WebClientServiceResponse} of one copy of Helidon, and its request. Immutable. */
final class Responses {

  private static final ClassValue<Responses> BY_RESPONSE = Handles.byClass(Responses::new);

  private final Messages messages;
  private final MethodHandle status;
  private final MethodHandle headers;
  private final MethodHandle connection;
  private final MethodHandle request;
  private final MethodHandle headersOf;
  private final MethodHandle scheme;
  private final MethodHandle host;
  private final MethodHandle port;

  private Responses(Class<?> own) throws ReflectiveOperationException {
    var copy = Copy.of(own);
    messages = copy.messages;
    var response = copy.types.type("webclient.api.WebClientServiceResponse");
    var getStatus = response.getMethod("status");
    status =
        Handles.then(
            Types.handle(getStatus), Types.handle(getStatus.getReturnType().getMethod("code")));
    headers = Types.handle(response.getMethod("headers"));
    connection = Types.handle(response.getMethod("connection"));
    request = Types.handle(response.getMethod("serviceRequest"));
    var ofRequest = copy.types.type("webclient.api.WebClientServiceRequest");
    headersOf = Types.handle(ofRequest.getMethod("headers"));
    var uri = ofRequest.getMethod("uri");
    var getUri = Types.handle(uri);
    scheme = Handles.then(getUri, Types.handle(uri.getReturnType().getMethod("scheme")));
    host = Handles.then(getUri, Types.handle(uri.getReturnType().getMethod("host")));
    port = Handles.then(getUri, Types.handle(uri.getReturnType().getMethod("port")));
  }

  static Responses of(Object response) {
    return BY_RESPONSE.get(response.getClass());
  }

  int status(Object response) throws Throwable {
    return (int) status.invokeExact(response);
  }

  List<String> headers(Object response, String name) throws Throwable {
    return messages.values((Object) headers.invokeExact(response), name);
  }

  /** A connection, or a stream of HTTP/2. */
  Object connection(Object response) throws Throwable {
    return (Object) connection.invokeExact(response);
  }

  Object request(Object response) throws Throwable {
    return (Object) request.invokeExact(response);
  }

  Object headersOf(Object ofRequest) throws Throwable {
    return (Object) headersOf.invokeExact(ofRequest);
  }

  List<String> headersOf(Object ofRequest, String name) throws Throwable {
    return messages.values(headersOf(ofRequest), name);
  }

  String scheme(Object ofRequest) throws Throwable {
    return (String) scheme.invokeExact(ofRequest);
  }

  String host(Object ofRequest) throws Throwable {
    return (String) host.invokeExact(ofRequest);
  }

  int port(Object ofRequest) throws Throwable {
    return (int) port.invokeExact(ofRequest);
  }
}
