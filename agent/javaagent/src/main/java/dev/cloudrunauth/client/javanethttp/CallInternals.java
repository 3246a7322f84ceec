package dev.cloudrunauth.client.javanethttp;

import static java.lang.invoke.MethodType.methodType;

import java.io.IOException;
import java.lang.invoke.MethodHandle;

/**
 * What the agent uses of {@code jdk.internal.net.http.MultiExchange}, which is a call with all its
 * hops, to cancel it: the same from Java 11 to 15. Immutable.
 */
final class CallInternals {

  private final MethodHandle exchange;
  private final MethodHandle connected;
  private final MethodHandle cancel;

  /**
   * Finds them.
   *
   * @param exchanges whose rights are needed
   * @throws ReflectiveOperationException if this JDK is not as those that the agent knows
   */
  CallInternals(ExchangeInternals exchanges) throws ReflectiveOperationException {
    var lookup = exchanges.lookup();
    var exchangeClass = lookup.lookupClass();
    exchange =
        lookup
            .findVirtual(
                ExchangeInternals.find(lookup.lookupClass(), "MultiExchange"),
                "getExchange",
                methodType(exchangeClass))
            .asType(methodType(Object.class, Object.class));
    connected =
        lookup
            .findGetter(
                exchangeClass,
                "exchImpl",
                ExchangeInternals.find(lookup.lookupClass(), "ExchangeImpl"))
            .asType(methodType(Object.class, Object.class));
    cancel =
        lookup
            .findVirtual(exchangeClass, "cancel", methodType(void.class, IOException.class))
            .asType(methodType(void.class, Object.class, IOException.class));
  }

  /** The present hop of a call. */
  Object exchange(Object call) throws Throwable {
    return (Object) exchange.invokeExact(call);
  }

  /** Has the present hop of a call fail, if it has no connection yet to be sent on. */
  void cancelUnlessConnected(Object call) throws Throwable {
    Object present = exchange(call);
    if ((Object) connected.invokeExact(present) == null) {
      cancel.invokeExact(present, new IOException("Request cancelled"));
    }
  }
}
