package dev.cloudrunauth.client.ktor;

import dev.cloudrunauth.instrumentation.Undeclared;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a coroutine is suspended by and goes on by, in one copy of Kotlin. Immutable. */
final class Coroutines {

  private final Class<?> continuation;
  private final Class<?> dispatched;
  private final MethodHandle context;
  private final MethodHandle element;
  private final MethodHandle resume;
  private final MethodHandle intercepted;
  private final MethodHandle intercept;
  private final MethodHandle failure;
  private final Object interceptorKey;
  private final Object unit;
  private final Object suspended;

  /**
   * Finds it.
   *
   * @param continuation {@code kotlin.coroutines.Continuation}
   */
  Coroutines(Class<?> continuation) throws ReflectiveOperationException {
    this.continuation = continuation;
    var interceptor = type("coroutines.ContinuationInterceptor");
    dispatched = type("coroutines.jvm.internal.ContinuationImpl");
    var getContext = continuation.getMethod("getContext");
    var key = type("coroutines.CoroutineContext$Key");
    context = Reflected.handle(getContext);
    element = Reflected.method(getContext.getReturnType(), "get", key);
    resume = Reflected.method(continuation, "resumeWith", Object.class);
    intercepted = Reflected.method(dispatched, "intercepted");
    intercept = Reflected.method(interceptor, "interceptContinuation", continuation);
    failure = Reflected.method(type("ResultKt"), "createFailure", Throwable.class);
    interceptorKey = Reflected.constant(interceptor, "Key");
    unit = Reflected.constant(type("Unit"), "INSTANCE");
    suspended =
        Reflected.constant(
            type("coroutines.intrinsics.CoroutineSingletons"), "COROUTINE_SUSPENDED");
  }

  /** A class of Kotlin's own, by its name below {@code kotlin}. */
  Class<?> type(String name) throws ClassNotFoundException {
    var root = continuation.getName().replace("coroutines.Continuation", "");
    return Class.forName(root + name, false, continuation.getClassLoader());
  }

  /** What a function returns whose coroutine goes on later. */
  Object suspended() {
    return suspended;
  }

  /** What a coroutine goes on with that has failed. */
  Object failure(Throwable thrown) {
    try {
      return (Object) failure.invokeExact(thrown);
    } catch (Throwable impossible) {
      throw Undeclared.exception(impossible);
    }
  }

  /** Something in the context of a coroutine, or {@code null}. */
  @Nullable Object element(Object waiting, Object key) throws Throwable {
    return (Object) element.invokeExact((Object) context.invokeExact(waiting), key);
  }

  /** Has a coroutine go on where it belongs, with a value or a failure. */
  void resume(Object waiting, @Nullable Object result) {
    try {
      var own =
          dispatched.isInstance(waiting) ? (Object) intercepted.invokeExact(waiting) : waiting;
      resume.invokeExact(own, result);
    } catch (Throwable thrown) {
      throw Undeclared.exception(thrown);
    }
  }

  /** Where a coroutine goes on. */
  Executor executor(Object waiting) throws Throwable {
    var interceptor = element(waiting, interceptorKey);
    var own = (Object) context.invokeExact(waiting);
    return interceptor == null ? Runnable::run : step -> dispatch(interceptor, own, step);
  }

  private void dispatch(Object interceptor, Object own, Runnable step) {
    try {
      resume.invokeExact((Object) intercept.invokeExact(interceptor, step(own, step)), unit);
    } catch (Throwable rejected) {
      throw Undeclared.exception(rejected);
    }
  }

  /** The end of a coroutine that has one step. */
  private Object step(Object own, Runnable step) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("resumeWith")) {
            step.run();
            return null;
          }
          return method.getName().equals("getContext") ? own : method.invoke(step, arguments);
        };
    return Proxy.newProxyInstance(
        continuation.getClassLoader(), new Class<?>[] {continuation}, handler);
  }
}
