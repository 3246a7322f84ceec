package com.example.grpc;

/**
 * Makes each call that its arguments name twice, and prints what the application finds out about
 * it: the first on a channel that has yet to connect, the second on the same one.
 */
public final class Untouched {

  private Untouched() {}

  /**
   * Runs the program.
   *
   * @param arguments the calls, each as {@link Call} reads it
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    var events = new Events();
    try (var channels = new Channels(events)) {
      for (var argument : arguments) {
        for (int i = 0; i < 2; i++) {
          var outcome = Call.parse(argument).outcome(channels);
          // A call of the second blocking kind is read message by message, and no further.
          boolean isRead = !argument.contains(" blocking2 ");
          var report = events.report(isRead, outcome.startsWith("OK"));
          System.out.println(argument + " -> " + outcome(outcome) + ": " + report);
        }
      }
    }
  }

  /** A time that was exceeded is described with how long each part of it was. */
  private static String outcome(String outcome) {
    return outcome.startsWith("DEADLINE_EXCEEDED") ? "DEADLINE_EXCEEDED" : outcome;
  }
}
