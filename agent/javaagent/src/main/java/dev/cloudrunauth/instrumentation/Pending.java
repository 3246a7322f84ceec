package dev.cloudrunauth.instrumentation;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What a module keeps with objects of its client's until something is done with them: until they
 * reach the wire, or are answered. It is found by the identity of the object, and goes with an
 * object to which that never happens. Threads share it.
 *
 * @param <V> what is kept; it must not refer to the object
 */
public final class Pending<V> {

  private final ConcurrentMap<Object, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> lost = new ReferenceQueue<>();

  /** Nothing yet. */
  public Pending() {}

  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object object, @Nullable ReferenceQueue<Object> lost) {
      super(object, lost);
      hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    /** One whose object is gone is equal to itself alone. */
    @Override
    public boolean equals(@Nullable Object other) {
      var object = get();
      return this == other
          || (other instanceof Key && object != null && ((Key) other).get() == object);
    }
  }

  /** Whether there is nothing, which costs next to nothing to find out. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Keeps something with an object. */
  public void put(Object object, V value) {
    for (Reference<?> gone = lost.poll(); gone != null; gone = lost.poll()) {
      values.remove(gone);
    }
    values.put(new Key(object, lost), value);
  }

  /** What is kept with an object, or {@code null}. */
  public @Nullable V get(Object object) {
    return values.isEmpty() ? null : values.get(new Key(object, null));
  }

  /** The same, and it is no longer kept. */
  public @Nullable V take(Object object) {
    return values.isEmpty() ? null : values.remove(new Key(object, null));
  }
}
