package dev.cloudrunauth.local.fault;

import dev.cloudrunauth.local.metadata.Fault;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What is to go wrong, and when. Threads may share it. */
final class Script {

  private final Queue<Fault> next = new ArrayDeque<>();
  private @Nullable Fault always;

  synchronized void append(List<Fault> faults) {
    next.addAll(faults);
  }

  synchronized void always(Fault fault) {
    always = fault;
  }

  synchronized void clear() {
    next.clear();
    always = null;
  }

  /** Returns what goes wrong with a request; those for tokens use up the script. */
  synchronized Optional<Fault> next(boolean isForToken) {
    if (always != null) {
      return Optional.of(always);
    }
    return isForToken ? Optional.ofNullable(next.poll()) : Optional.empty();
  }
}
