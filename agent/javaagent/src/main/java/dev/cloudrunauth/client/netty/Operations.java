package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What Reactor Netty makes of a request and its response: its {@code HttpClientOperations}.
 * Immutable.
 */
final class Operations {

  private static final ClassValue<Operations> BY_CLASS = Handles.byClass(Operations::new);
  private static final String OPERATIONS = "reactor.netty.http.client.HttpClientOperations";

  private final MethodHandle responseTimeout;

  private Operations(Class<?> own) throws ReflectiveOperationException {
    var operations = Kind.superType(own, OPERATIONS);
    if (operations == null) {
      throw new ClassNotFoundException(OPERATIONS);
    }
    responseTimeout = Handles.erased(Handles.privateGetter(operations, "responseTimeout"));
  }

  /** Whether an object is one. */
  static boolean isOne(@Nullable Object object) {
    return object != null && Kind.superType(object.getClass(), OPERATIONS) != null;
  }

  static Operations of(Object operations) {
    return BY_CLASS.get(operations.getClass());
  }

  /** How long the application waits for the response, or {@code null} for no limit. */
  @Nullable Duration responseTimeout(Object operations) throws Throwable {
    return (Duration) responseTimeout.invokeExact(operations);
  }
}
