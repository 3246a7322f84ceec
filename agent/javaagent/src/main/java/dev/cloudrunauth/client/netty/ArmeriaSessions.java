package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;

/**
 * The connections of one copy of Armeria, its {@code HttpSessionHandler}, and the calls that they
 * are given. Immutable.
 */
final class ArmeriaSessions {

  private static final ClassValue<ArmeriaSessions> BY_CLASS = Handles.byClass(ArmeriaSessions::new);
  private static final String CONTEXT = "client.ClientRequestContext";

  private final MethodHandle channel;
  private final MethodHandle invoke;
  private final MethodHandle headers;
  private final MethodHandle additionalHeaders;
  private final MethodHandle defaultHeaders;
  private final MethodHandle responseTimeout;
  private final MethodHandle isOpen;
  private final MethodHandle abort;
  private final MethodHandle logBuilder;
  private final MethodHandle endResponse;
  private final MethodHandle whenComplete;
  private final MethodHandle whenCancelling;
  private final MethodHandle timeoutException;

  private ArmeriaSessions(Class<?> session) throws ReflectiveOperationException {
    var types = new ArmeriaTypes(session);
    channel = ArmeriaTypes.field(session, "channel");
    invoke = VertxStreams.handle(session, "invoke");
    headers = types.method("common.HttpRequest", "headers");
    additionalHeaders = types.method(CONTEXT, "additionalRequestHeaders");
    defaultHeaders = types.method(CONTEXT, "defaultRequestHeaders");
    responseTimeout = types.method(CONTEXT, "responseTimeoutMillis");
    logBuilder = types.method(CONTEXT, "logBuilder");
    endResponse = types.method("common.logging.RequestLogBuilder", "endResponse", Throwable.class);
    var response = invoked(session).getParameterTypes()[3];
    isOpen = ArmeriaTypes.handle(response.getMethod("isOpen"));
    abort = ArmeriaTypes.handle(response.getMethod("abort", Throwable.class));
    whenComplete = ArmeriaTypes.handle(response.getMethod("whenComplete"));
    whenCancelling = types.method(CONTEXT, "whenResponseCancelling");
    timeoutException = types.method("client.ResponseTimeoutException", "get");
  }

  private static Method invoked(Class<?> session) throws NoSuchMethodException {
    for (var method : session.getDeclaredMethods()) {
      if (method.getName().equals("invoke") && method.getParameterCount() == 4) {
        return method;
      }
    }
    throw new NoSuchMethodException(session + ".invoke");
  }

  static ArmeriaSessions of(Object session) {
    return BY_CLASS.get(session.getClass());
  }

  Object channel(Object session) throws Throwable {
    return (Object) channel.invokeExact(session);
  }

  /** Sends a request, as if nothing had come between. */
  void invoke(Object session, Object[] arguments) throws Throwable {
    invoke.invokeExact(session, arguments[0], arguments[1], arguments[2], arguments[3]);
  }

  Object headers(Object request) throws Throwable {
    return (Object) headers.invokeExact(request);
  }

  /** The headers that interceptors have added: they replace those of the request. */
  Object additionalHeaders(Object context) throws Throwable {
    return (Object) additionalHeaders.invokeExact(context);
  }

  /** The headers of the client: those of the request replace them. */
  Object defaultHeaders(Object context) throws Throwable {
    return (Object) defaultHeaders.invokeExact(context);
  }

  /** How long the application waits for the response, in milliseconds; 0 for no limit. */
  long responseTimeoutMillis(Object context) throws Throwable {
    return (long) responseTimeout.invokeExact(context);
  }

  /** The exception of a response that did not come in time. */
  Throwable timeoutException() throws Throwable {
    return (Throwable) (Object) timeoutException.invokeExact();
  }

  /** Whether the application still waits for a response. */
  boolean isOpen(Object response) throws Throwable {
    return (boolean) isOpen.invokeExact(response);
  }

  /**
   * Ends a response, and tells the application why. The log has it first: redirects and retries
   * take the cause from there, and Armeria would write down a request fit to be tried again.
   */
  void end(Object context, Object response, Throwable cause) throws Throwable {
    endResponse.invokeExact((Object) logBuilder.invokeExact(context), cause);
    abort.invokeExact(response, cause);
  }

  CompletableFuture<?> whenComplete(Object response) throws Throwable {
    return (CompletableFuture<?>) (CompletableFuture) whenComplete.invokeExact(response);
  }

  /** Ends when a call is cancelled by its context, with the cause. */
  CompletableFuture<?> whenCancelling(Object context) throws Throwable {
    return (CompletableFuture<?>) (CompletableFuture) whenCancelling.invokeExact(context);
  }
}
