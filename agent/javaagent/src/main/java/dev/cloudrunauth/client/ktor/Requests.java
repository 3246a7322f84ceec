package dev.cloudrunauth.client.ktor;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests of one copy of Ktor, {@code HttpRequestData}, the same from 2.0 on. Immutable. */
final class Requests {

  private static final ClassValue<Requests> BY_CLASS = Handles.byClass(Requests::new);

  private final MethodHandle host;
  private final MethodHandle port;
  private final MethodHandle scheme;
  private final MethodHandle headers;
  private final MethodHandle bodyHeaders;

  private Requests(Class<?> type) throws ReflectiveOperationException {
    var url = type.getMethod("getUrl");
    var protocol = url.getReturnType().getMethod("getProtocol");
    var name = protocol.getReturnType().getMethod("getName");
    host = ofUrl(url, "getHost");
    port = ofUrl(url, "getPort");
    scheme = Handles.then(ofUrl(url, "getProtocol"), Reflected.handle(name));
    var ofRequest = type.getMethod("getHeaders");
    var headersType = ofRequest.getReturnType();
    headers = Reflected.headers(Reflected.handle(ofRequest), headersType);
    var body = type.getMethod("getBody");
    var ofBody = Reflected.method(body.getReturnType(), "getHeaders");
    bodyHeaders = Reflected.headers(Handles.then(Reflected.handle(body), ofBody), headersType);
  }

  private static MethodHandle ofUrl(Method url, String part) throws ReflectiveOperationException {
    return Handles.then(Reflected.handle(url), Reflected.method(url.getReturnType(), part));
  }

  /** Those of the copy that a request is of. */
  static Requests of(Object request) {
    return BY_CLASS.get(request.getClass());
  }

  String host(Object request) throws Throwable {
    return (String) host.invokeExact(request);
  }

  int port(Object request) throws Throwable {
    return (int) port.invokeExact(request);
  }

  /** The scheme of the target, where that of a WebSocket is the one of its handshake. */
  String scheme(Object request) throws Throwable {
    var name = (String) scheme.invokeExact(request);
    return name.equals("wss") ? "https" : name.equals("ws") ? "http" : name;
  }

  /** The values of a header, those that the body brings included: the engine writes both. */
  @Nullable List<String> values(Object request, String name) throws Throwable {
    @SuppressWarnings("unchecked")
    var own = (List<String>) headers.invokeExact(request, name);
    var ofBody = ofBody(request, name);
    if (own == null || ofBody == null) {
      return own == null ? ofBody : own;
    }
    var all = new ArrayList<>(own);
    all.addAll(ofBody);
    return all;
  }

  /** Those that the body brings. */
  @SuppressWarnings("unchecked")
  @Nullable List<String> ofBody(Object request, String name) throws Throwable {
    return (List<String>) bodyHeaders.invokeExact(request, name);
  }
}
