package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import dev.cloudrunauth.instrumentation.HostHeader;
import dev.cloudrunauth.instrumentation.RequestTarget;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of one copy of Netty, and the promises of their writers. Immutable. */
final class Messages {

  private static final String HTTP = "handler.codec.http.";

  private final Class<?> fullRequest;
  private final Class<?> httpContent;
  private final MethodHandle content;
  private final MethodHandle version;
  private final MethodHandle methodOf;
  private final MethodHandle methodName;
  private final MethodHandle uri;
  private final MethodHandle headersOf;
  private final MethodHandle hasHeader;
  private final MethodHandle getHeaders;
  private final MethodHandle setHeaders;
  private final MethodHandle removeHeader;
  private final MethodHandle newRequest;
  private final MethodHandle newFullRequest;
  private final MethodHandle newContent;
  private final MethodHandle trailers;
  private final MethodHandle status;
  private final MethodHandle release;
  private final MethodHandle tryFailure;
  private final MethodHandle isVoid;

  Messages(Types types) throws ReflectiveOperationException {
    var request = types.type(HTTP + "HttpRequest");
    var headers = types.type(HTTP + "HttpHeaders");
    fullRequest = types.type(HTTP + "FullHttpRequest");
    content = Types.handle(types.type("buffer.ByteBufHolder").getMethod("content"));
    version = Types.handle(request.getMethod("protocolVersion"));
    var getMethod = request.getMethod("method");
    methodOf = Types.handle(getMethod);
    methodName = Handles.then(methodOf, Types.handle(getMethod.getReturnType().getMethod("name")));
    uri = Types.handle(request.getMethod("uri"));
    headersOf = Types.handle(types.type(HTTP + "HttpMessage").getMethod("headers"));
    hasHeader = ofMessage(headers.getMethod("contains", String.class));
    getHeaders = ofMessage(headers.getMethod("getAll", String.class));
    setHeaders = Types.handle(headers.getMethod("set", headers));
    removeHeader = ofMessage(headers.getMethod("remove", String.class));
    newRequest =
        Types.handle(
            types
                .type(HTTP + "DefaultHttpRequest")
                .getConstructor(
                    types.type(HTTP + "HttpVersion"), getMethod.getReturnType(), String.class));
    var buffer = types.type("buffer.ByteBuf");
    newFullRequest =
        Types.handle(
            types
                .type(HTTP + "DefaultFullHttpRequest")
                .getConstructor(
                    types.type(HTTP + "HttpVersion"),
                    getMethod.getReturnType(),
                    String.class,
                    buffer,
                    headers,
                    headers));
    newContent = Types.handle(types.type(HTTP + "DefaultHttpContent").getConstructor(buffer));
    httpContent = types.type(HTTP + "HttpContent");
    trailers = Types.handle(types.type(HTTP + "LastHttpContent").getMethod("trailingHeaders"));
    var getStatus = types.type(HTTP + "HttpResponse").getMethod("status");
    status = Handles.then(Types.handle(getStatus), code(getStatus.getReturnType()));
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

  /** A method of the headers, as one of the message that has them. */
  private MethodHandle ofMessage(Method ofHeaders) throws IllegalAccessException {
    return MethodHandles.filterArguments(Types.handle(ofHeaders), 0, headersOf);
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

  /**
   * All values of a header of a request; for {@code Host}, also what its target says in place of
   * one.
   */
  List<String> requestHeaders(Object request, String name) throws Throwable {
    var own = headers(request, name);
    var named =
        name.equals(HostHeader.NAME) ? RequestTarget.host((String) uri.invokeExact(request)) : null;
    if (named == null) {
      return own;
    }
    var all = new ArrayList<>(own);
    all.add(named);
    return all;
  }

  /** All values of a header of a message. */
  @SuppressWarnings("unchecked")
  List<String> headers(Object message, String name) throws Throwable {
    // Most have none, for which a list would be made too.
    return (boolean) hasHeader.invokeExact(message, name)
        ? (List<String>) (List<?>) (List) getHeaders.invokeExact(message, name)
        : List.of();
  }

  void removeHeader(Object message, String name) throws Throwable {
    var unused = (Object) removeHeader.invokeExact(message, name);
  }

  /**
   * A copy that is sent in place of a request, with the same content, which it takes over. The
   * content of a request that is not {@linkplain #rest full} is not in it.
   */
  Object copy(Object request) throws Throwable {
    Object head =
        (Object)
            newRequest.invokeExact(
                (Object) version.invokeExact(request),
                (Object) methodOf.invokeExact(request),
                (String) uri.invokeExact(request));
    Object headers = (Object) headersOf.invokeExact(head);
    var unused = (Object) setHeaders.invokeExact(headers, (Object) headersOf.invokeExact(request));
    if (!fullRequest.isInstance(request)) {
      return head;
    }
    return (Object)
        newFullRequest.invokeExact(
            (Object) version.invokeExact(request),
            (Object) methodOf.invokeExact(request),
            (String) uri.invokeExact(request),
            (Object) content.invokeExact(request),
            headers,
            (Object) trailers.invokeExact(request));
  }

  /**
   * What follows the copy of a request: the first piece of the content, if the request has it in
   * itself, as one of Vert.x may; otherwise {@code null}.
   */
  @Nullable Object rest(Object request) throws Throwable {
    return httpContent.isInstance(request) && !fullRequest.isInstance(request)
        ? (Object) newContent.invokeExact((Object) content.invokeExact(request))
        : null;
  }
}
