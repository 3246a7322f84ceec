package dev.cloudrunauth.client.ktor;

import dev.cloudrunauth.instrumentation.Undeclared;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of coroutines, which cancel them: when somebody wants it, or a time is out. Immutable.
 */
final class Jobs {

  private final Coroutines coroutines;
  private final Class<?> function;
  private final Object key;
  private final Object unit;
  private final MethodHandle onCompletion;
  private final MethodHandle dispose;
  private final MethodHandle cause;

  /**
   * Those of one library of coroutines.
   *
   * @param job {@code kotlinx.coroutines.Job}
   */
  Jobs(Class<?> job, Coroutines coroutines) throws ReflectiveOperationException {
    this.coroutines = coroutines;
    function = coroutines.type("jvm.functions.Function1");
    key = Reflected.constant(job, "Key");
    unit = Reflected.constant(coroutines.type("Unit"), "INSTANCE");
    var register = job.getMethod("invokeOnCompletion", boolean.class, boolean.class, function);
    onCompletion = Reflected.handle(register);
    dispose = Reflected.method(register.getReturnType(), "dispose");
    cause = Reflected.method(job, "getCancellationException");
  }

  /** Has a wait end when its coroutine is cancelled. */
  void endWithCancellation(Object waiting, CompletableFuture<?> wait) throws Throwable {
    var job = coroutines.element(waiting, key);
    if (job == null) {
      return;
    }
    var handler = handler(() -> wait.completeExceptionally(cause(job)));
    var registered = (Object) onCompletion.invokeExact(job, true, true, handler);
    var unused = wait.whenComplete((value, failure) -> dispose(registered));
  }

  private Object handler(Runnable end) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("invoke")) {
            end.run();
            return unit;
          }
          return method.invoke(end, arguments);
        };
    return Proxy.newProxyInstance(function.getClassLoader(), new Class<?>[] {function}, handler);
  }

  private Throwable cause(Object job) {
    try {
      return (Throwable) cause.invoke(job);
    } catch (Throwable impossible) {
      return impossible;
    }
  }

  private void dispose(@Nullable Object registered) {
    try {
      dispose.invokeExact(registered);
    } catch (Throwable impossible) {
      throw Undeclared.exception(impossible);
    }
  }
}
