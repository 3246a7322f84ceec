package dev.cloudrunauth.local.http;

import java.util.ArrayList;
import java.util.List;

/** What has happened so far, in order. Threads may share it. */
public final class Recording<E> {

  private final List<E> events = new ArrayList<>();

  /** Notes one more event. */
  public synchronized void add(E event) {
    events.add(event);
  }

  /** Returns everything noted so far, as a list that does not change. */
  public synchronized List<E> all() {
    return List.copyOf(events);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    events.clear();
  }
}
