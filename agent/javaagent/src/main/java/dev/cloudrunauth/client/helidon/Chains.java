package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/** How one copy of Helidon sends requests over HTTP/1.1: its {@code Http1CallChainBase}. */
final class Chains {

  private static final ClassValue<Chains> BY_CHAIN = Handles.byClass(Chains::new);

  final Copy copy;
  private final MethodHandle connection;
  private final MethodHandle timeout;

  private Chains(Class<?> chain) throws ReflectiveOperationException {
    copy = Copy.of(chain);
    var base = copy.types.type("webclient.http1.Http1CallChainBase");
    connection = Types.field(base, "effectiveConnection");
    timeout = Types.field(base, "timeout");
  }

  static Chains of(Object chain) {
    return BY_CHAIN.get(chain.getClass());
  }

  /** The connection by which a request is about to be sent. */
  Object connection(Object chain) throws Throwable {
    return (Object) connection.invokeExact(chain);
  }

  /** How long the application waits for the response, in milliseconds; 0 for no limit. */
  long timeoutMillis(Object chain) throws Throwable {
    return ((Duration) timeout.invokeExact(chain)).toMillis();
  }
}
