package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Handles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What one copy of the asynchronous client 5 has in the last step of its execution chain, whose
 * arguments are a request, the producer of its body, a scope, the chain and a callback. Immutable.
 */
final class AsyncExecution {

  private static final String ROOT = "org.apache.hc.client5.http.";
  private static final int SCOPE = 2;
  private static final int CALLBACK = 4;

  private static final ClassValue<AsyncExecution> BY_CLASS = Handles.byClass(AsyncExecution::new);

  private final HttpCore5 core;
  private final MethodHandle execute;
  private final MethodHandle failed;
  private final MethodHandle scheme;
  private final MethodHandle host;
  private final MethodHandle port;
  private final MethodHandle isCancelled;
  private final MethodHandle requestConfig;
  private final MethodHandle responseTimeout;
  private final MethodHandle toMillis;

  private AsyncExecution(Class<?> step) throws ReflectiveOperationException {
    var name = step.getName();
    var root = name.substring(0, name.indexOf(ROOT) + ROOT.length());
    var loader = step.getClassLoader();
    var handler = Class.forName(root + "async.AsyncExecChainHandler", false, loader);
    var all = handler.getMethods()[0].getParameterTypes();
    core = (HttpCore5) HttpCore.of(all[0]);
    execute = HttpCore.handle(handler.getMethod("execute", all));
    failed = HttpCore.handle(all[CALLBACK].getMethod("failed", Exception.class));
    var scope = all[SCOPE];
    var lookup = MethodHandles.publicLookup();
    var route = scope.getField("route");
    var getTarget = route.getType().getMethod("getTargetHost");
    var target =
        MethodHandles.filterReturnValue(
            Handles.erased(lookup.unreflectGetter(route)), HttpCore.handle(getTarget));
    var httpHost = getTarget.getReturnType();
    scheme = then(target, httpHost, "getSchemeName");
    host = then(target, httpHost, "getHostName");
    port = then(target, httpHost, "getPort");
    var operation = scope.getField("cancellableDependency");
    isCancelled =
        then(Handles.erased(lookup.unreflectGetter(operation)), operation.getType(), "isCancelled");
    var context = scope.getField("clientContext");
    var getConfig = context.getType().getMethod("getRequestConfig");
    var getTimeout = getConfig.getReturnType().getMethod("getResponseTimeout");
    requestConfig =
        then(
            Handles.erased(lookup.unreflectGetter(context)),
            context.getType(),
            getConfig.getName());
    responseTimeout = HttpCore.handle(getTimeout);
    toMillis = HttpCore.handle(getTimeout.getReturnType().getMethod("toMilliseconds"));
  }

  private static MethodHandle then(MethodHandle first, Class<?> type, String second)
      throws ReflectiveOperationException {
    return MethodHandles.filterReturnValue(first, HttpCore.handle(type.getMethod(second)));
  }

  static AsyncExecution of(Class<?> step) {
    return BY_CLASS.get(step);
  }

  HttpCore5 core() {
    return core;
  }

  /** Takes the step. */
  void execute(Object step, Object[] arguments) throws Throwable {
    execute.invokeExact(step, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]);
  }

  /** Tells the application of a failure. */
  void fail(Object[] arguments, Exception cause) throws Throwable {
    failed.invokeExact(arguments[CALLBACK], cause);
  }

  String scheme(Object[] arguments) throws Throwable {
    return (String) scheme.invokeExact(arguments[SCOPE]);
  }

  String host(Object[] arguments) throws Throwable {
    return (String) host.invokeExact(arguments[SCOPE]);
  }

  int port(Object[] arguments) throws Throwable {
    return (int) port.invokeExact(arguments[SCOPE]);
  }

  @Nullable IOException cancelled(Object[] arguments) throws Throwable {
    if (!(boolean) isCancelled.invokeExact(arguments[SCOPE])) {
      return null;
    }
    var ended = new InterruptedIOException("Request execution cancelled");
    ended.initCause(new CancellationException());
    return ended;
  }

  /** The time-out of the application for the response, in milliseconds; 0 for none. */
  long responseTimeoutMillis(Object[] arguments) throws Throwable {
    Object config = (Object) requestConfig.invokeExact(arguments[SCOPE]);
    Object timeout = config == null ? null : (Object) responseTimeout.invokeExact(config);
    return timeout == null ? 0 : (long) toMillis.invokeExact(timeout);
  }
}
