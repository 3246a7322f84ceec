package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** The messages of one copy of Netty, and the promises of their writers. Immutable. */
final class Messages {

  private static final String HTTP = "handler.codec.http.";

  private final Class<?> fullRequest;
  private final MethodHandle content;
  private final MethodHandle replace;
  private final MethodHandle version;
  private final MethodHandle methodOf;
  private final MethodHandle methodName;
  private final MethodHandle uri;
  private final MethodHandle headersOf;
  private final MethodHandle getHeaders;
  private final MethodHandle setHeaders;
  private final MethodHandle removeHeader;
  private final MethodHandle newRequest;
  private final MethodHandle status;
  private final MethodHandle release;
  private final MethodHandle tryFailure;
  private final MethodHandle isVoid;

  Messages(Types types) throws ReflectiveOperationException {
    var request = types.type(HTTP + "HttpRequest");
    var headers = types.type(HTTP + "HttpHeaders");
    fullRequest = types.type(HTTP + "FullHttpRequest");
    content = Types.handle(types.type("buffer.ByteBufHolder").getMethod("content"));
    replace = Types.handle(fullRequest.getMethod("replace", types.type("buffer.ByteBuf")));
    version = Types.handle(request.getMethod("protocolVersion"));
    var getMethod = request.getMethod("method");
    methodOf = Types.handle(getMethod);
    methodName = Types.then(methodOf, Types.handle(getMethod.getReturnType().getMethod("name")));
    uri = Types.handle(request.getMethod("uri"));
    headersOf = Types.handle(types.type(HTTP + "HttpMessage").getMethod("headers"));
    getHeaders = Types.handle(headers.getMethod("getAll", String.class));
    setHeaders = Types.handle(headers.getMethod("set", headers));
    removeHeader = Types.handle(headers.getMethod("remove", String.class));
    newRequest =
        Types.handle(
            types
                .type(HTTP + "DefaultHttpRequest")
                .getConstructor(
                    types.type(HTTP + "HttpVersion"), getMethod.getReturnType(), String.class));
    var getStatus = types.type(HTTP + "HttpResponse").getMethod("status");
    status = Types.then(Types.handle(getStatus), code(getStatus.getReturnType()));
    release =
        Types.handle(types.type("util.ReferenceCountUtil").getMethod("release", Object.class));
    tryFailure =
        Types.handle(
            types.type("util.concurrent.Promise").getMethod("tryFailure", Throwable.class));
    isVoid = Types.handle(types.type("channel.ChannelFuture").getMethod("isVoid"));
  }

  /** Whether nobody looks at a promise: what fails it is an exception of the whole channel. */
  boolean isVoid(Object promise) throws Throwable {
    return (boolean) isVoid.invokeExact(promise);
  }

  private static MethodHandle code(Class<?> status) throws ReflectiveOperationException {
    return Handles.erased(MethodHandles.publicLookup().unreflect(status.getMethod("code")));
  }

  void fail(Object promise, Throwable failure) throws Throwable {
    boolean unused = (boolean) tryFailure.invokeExact(promise, failure);
  }

  void release(Object message) throws Throwable {
    boolean unused = (boolean) release.invokeExact(message);
  }

  String method(Object request) throws Throwable {
    return (String) methodName.invokeExact(request);
  }

  int status(Object response) throws Throwable {
    return (int) status.invokeExact(response);
  }

  /** All values of a header of a message. */
  @SuppressWarnings("unchecked")
  List<String> headers(Object message, String name) throws Throwable {
    Object headers = (Object) headersOf.invokeExact(message);
    return (List<String>) (List<?>) (List) getHeaders.invokeExact(headers, name);
  }

  void removeHeader(Object message, String name) throws Throwable {
    Object headers = (Object) headersOf.invokeExact(message);
    var unused = (Object) removeHeader.invokeExact(headers, name);
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
                (Object) methodOf.invokeExact(request),
                (String) uri.invokeExact(request));
    var unused =
        (Object)
            setHeaders.invokeExact(
                (Object) headersOf.invokeExact(copy), (Object) headersOf.invokeExact(request));
    return copy;
  }
}
