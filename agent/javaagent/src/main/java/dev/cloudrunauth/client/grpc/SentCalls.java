package dev.cloudrunauth.client.grpc;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The attempts to configured hosts that have no response yet, each by what will receive it. One
 * that never gets a response is forgotten with that object. Threads share it.
 */
final class SentCalls {

  private final ConcurrentMap<Object, AnsweredCall> calls = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  /** Remembers an attempt. */
  void add(Object receiver, AnsweredCall call) {
    for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
      calls.remove(each);
    }
    calls.put(new Receiver(receiver, gone), call);
  }

  /** Returns an attempt, and forgets it; {@code null} if it is not remembered. */
  @Nullable AnsweredCall remove(Object receiver) {
    return calls.isEmpty() ? null : calls.remove(new Receiver(receiver, null));
  }

  /** Compares by identity, also after the object has gone. */
  private static final class Receiver extends WeakReference<Object> {

    private final int hash;

    Receiver(Object receiver, @Nullable ReferenceQueue<Object> gone) {
      super(receiver, gone);
      hash = System.identityHashCode(receiver);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      var receiver = get();
      return receiver != null && other instanceof Receiver && ((Receiver) other).get() == receiver;
    }
  }
}
