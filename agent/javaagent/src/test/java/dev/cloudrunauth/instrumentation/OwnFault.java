package dev.cloudrunauth.instrumentation;

import java.io.IOException;
import java.util.function.Supplier;

/** What a fault of the agent's own may be: anything that can be thrown. */
@SuppressWarnings("ImmutableEnumChecker") // constructors, which are
enum OwnFault {
  RUNTIME(IllegalStateException::new),
  CHECKED(Exception::new),
  /** The kind by which a request fails when it is meant to. */
  IO(IOException::new),
  LINKAGE(NoClassDefFoundError::new),
  STACK(StackOverflowError::new),
  MEMORY(OutOfMemoryError::new),
  DEATH(Death::new);

  private final Supplier<Throwable> made;

  OwnFault(Supplier<Throwable> made) {
    this.made = made;
  }

  /** One that comes from a place of its own in the agent's code. */
  Throwable at(String place) {
    var thrown = made.get();
    thrown.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("Agent", place, "Agent.java", 1)});
    return thrown;
  }

  /** Whether one is as good as any other, wherever it comes from. */
  boolean isOfOneKindEverywhere() {
    return this == STACK || this == MEMORY;
  }

  /** As those by which a thread used to be stopped. */
  static final class Death extends Error {}
}
