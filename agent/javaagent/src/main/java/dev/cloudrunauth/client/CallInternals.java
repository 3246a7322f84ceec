package dev.cloudrunauth.client;

import static java.lang.invoke.MethodType.methodType;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * What the agent uses of {@code jdk.internal.net.http.MultiExchange}, which is a call with all its
 * hops, to cancel it: the same from Java 11 to 15. Immutable.
 */
final class CallInternals {

  private static volatile @Nullable CallInternals instance;

  private final MethodHandle exchange;
  private final MethodHandle connected;
  private final MethodHandle cancel;

  private CallInternals(ExchangeInternals exchanges) throws ReflectiveOperationException {
    var lookup = exchanges.lookup();
    var exchangeClass = lookup.lookupClass();
    exchange =
        lookup
            .findVirtual(
                ExchangeInternals.find(lookup, "MultiExchange"),
                "getExchange",
                methodType(exchangeClass))
            .asType(methodType(Object.class, Object.class));
    connected =
        lookup
            .findGetter(exchangeClass, "exchImpl", ExchangeInternals.find(lookup, "ExchangeImpl"))
            .asType(methodType(Object.class, Object.class));
    cancel =
        lookup
            .findVirtual(exchangeClass, "cancel", methodType(void.class, IOException.class))
            .asType(methodType(void.class, Object.class, IOException.class));
  }

  /**
   * The internals, found once.
   *
   * @param exchanges whose rights are needed
   * @throws ReflectiveOperationException if this JDK is not as those that the agent knows
   */
  static CallInternals by(ExchangeInternals exchanges) throws ReflectiveOperationException {
    var known = instance;
    if (known == null) {
      known = new CallInternals(exchanges);
      instance = known;
    }
    return known;
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
