package dev.cloudrunauth.client.netty;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What is held back of a parked hop, and what can end its wait. For its event loop. */
final class Parking {

  private static final AtomicInteger BEGUN = new AtomicInteger();

  private boolean isBegun;
  private final ArrayDeque<Held> held = new ArrayDeque<>();

  /** Whatever has been added to the channel, to be taken back. */
  final List<Object> closeListeners = new ArrayList<>(1);

  /** Whether its channel does not call itself writable. */
  boolean isUnwritable;

  final List<Future<?>> timers = new ArrayList<>(1);

  /** A message, and the promise of its writer. */
  static final class Held {
    final Object message;
    final Object promise;

    private Held(Object message, Object promise) {
      this.message = message;
      this.promise = promise;
    }
  }

  /** Whether any hop of the process is parked. */
  static boolean isAny() {
    return BEGUN.get() > 0;
  }

  void begin() {
    isBegun = true;
    BEGUN.incrementAndGet();
  }

  void end() {
    if (isBegun) {
      isBegun = false;
      BEGUN.decrementAndGet();
    }
  }

  void hold(Object message, Object promise) {
    held.add(new Held(message, promise));
  }

  /** The next message in the order of their writers, or {@code null} if there is none. */
  @Nullable Held next() {
    return held.poll();
  }
}
