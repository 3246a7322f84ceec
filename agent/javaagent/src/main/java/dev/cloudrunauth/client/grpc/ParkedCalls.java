package dev.cloudrunauth.client.grpc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that wait for their tokens. Threads share it. */
final class ParkedCalls {

  private final Set<ParkedCall> calls = ConcurrentHashMap.newKeySet();

  void add(ParkedCall call) {
    calls.add(call);
  }

  void remove(ParkedCall call) {
    calls.remove(call);
  }

  /** A stream has been cancelled: if a call waits behind it, it waits no more. */
  void cancel(Object stream) throws Throwable {
    for (var call : calls) {
      if (call.isDelayedBy(stream)) {
        call.cancel();
      }
    }
  }
}
