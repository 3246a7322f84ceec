package dev.cloudrunauth.instrumentation;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Standard error, as the agent's log writes to it: keeps each event, and can fail at one. */
final class FaultLog extends PrintStream {

  private final List<String> events = new CopyOnWriteArrayList<>();
  private volatile @Nullable Throwable fault;

  FaultLog() {
    super(new ByteArrayOutputStream());
  }

  @Override
  public void println(@Nullable String event) {
    var toThrow = fault;
    if (toThrow != null) {
      fault = null;
      throw Undeclared.exception(toThrow);
    }
    events.add(String.valueOf(event));
  }

  /** The next event is not written; this is thrown instead. */
  void failNext(Throwable thrown) {
    fault = thrown;
  }

  /** The faults that were told for a client and come from a place, by their classes. */
  List<String> told(String client, String place) {
    var told = new ArrayList<String>();
    for (var event : events) {
      var lines = event.lines().toList();
      if (lines.get(0).contains("Internal error in the agent; requests of " + client + " continue")
          && event.contains("Agent." + place + "(")) {
        told.add(lines.get(1));
      }
    }
    return told;
  }
}
