package dev.cloudrunauth.client.reactornetty;

import java.lang.invoke.MethodHandle;

/** Makes copies of the requests of one copy of Netty. Immutable. */
final class Requests {

  private final Class<?> fullRequest;
  private final MethodHandle content;
  private final MethodHandle replace;
  private final MethodHandle version;
  private final MethodHandle method;
  private final MethodHandle uri;
  private final MethodHandle headers;
  private final MethodHandle setHeaders;
  private final MethodHandle newRequest;

  /** Finds a class of Netty's. */
  interface Types {
    Class<?> type(String name) throws ClassNotFoundException;
  }

  Requests(Types types) throws ReflectiveOperationException {
    var request = types.type("handler.codec.http.HttpRequest");
    var headersType = types.type("handler.codec.http.HttpHeaders");
    fullRequest = types.type("handler.codec.http.FullHttpRequest");
    content = Netty.handle(types.type("buffer.ByteBufHolder").getMethod("content"));
    replace = Netty.handle(fullRequest.getMethod("replace", types.type("buffer.ByteBuf")));
    version = Netty.handle(request.getMethod("protocolVersion"));
    var getMethod = request.getMethod("method");
    method = Netty.handle(getMethod);
    uri = Netty.handle(request.getMethod("uri"));
    headers = Netty.handle(request.getMethod("headers"));
    setHeaders = Netty.handle(headersType.getMethod("set", headersType));
    newRequest =
        Netty.handle(
            types
                .type("handler.codec.http.DefaultHttpRequest")
                .getConstructor(
                    types.type("handler.codec.http.HttpVersion"),
                    getMethod.getReturnType(),
                    String.class));
  }

  /** A copy that is sent in place of a request, with the same content, which it takes over. */
  Object copy(Object request) throws Throwable {
    if (fullRequest.isInstance(request)) {
      return (Object) replace.invokeExact(request, (Object) content.invokeExact(request));
    }
    Object copy =
        (Object)
            newRequest.invokeExact(
                (Object) version.invokeExact(request),
                (Object) method.invokeExact(request),
                (String) uri.invokeExact(request));
    var unused =
        (Object)
            setHeaders.invokeExact(
                (Object) headers.invokeExact(copy), (Object) headers.invokeExact(request));
    return copy;
  }
}
