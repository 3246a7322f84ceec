package dev.cloudrunauth.client.javanethttp;

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
    var handles = exchanges.handles();
    var hop = handles.type("Exchange");
    exchange = handles.method(handles.type("MultiExchange"), "getExchange", hop);
    connected = handles.getter(hop, "exchImpl", handles.type("ExchangeImpl"));
    cancel = handles.method(hop, "cancel", void.class, IOException.class);
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
