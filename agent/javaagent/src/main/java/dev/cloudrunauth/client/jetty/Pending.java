package dev.cloudrunauth.client.jetty;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept with objects of the client's that are on their way to the wire. Each is there for an
 * instant, and is found by its identity. One that never arrives is not kept alive. Any thread may
 * use it.
 *
 * @param <V> what is kept; it must not refer to the object
 */
final class Pending<V> {

  private final ConcurrentMap<Object, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> lost = new ReferenceQueue<>();

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
  boolean isEmpty() {
    return values.isEmpty();
  }

  void put(Object object, V value) {
    for (Reference<?> gone = lost.poll(); gone != null; gone = lost.poll()) {
      values.remove(gone);
    }
    values.put(new Key(object, lost), value);
  }

  /** What is kept with an object, or {@code null}. */
  @Nullable V get(Object object) {
    return values.isEmpty() ? null : values.get(new Key(object, null));
  }

  /** The same, and it is no longer kept. */
  @Nullable V take(Object object) {
    return values.isEmpty() ? null : values.remove(new Key(object, null));
  }
}
