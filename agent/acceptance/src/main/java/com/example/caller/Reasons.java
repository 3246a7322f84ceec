package com.example.caller;

/**
 * Makes the calls that its arguments name, as {@link Caller} does, and prints for one that fails
 * the exception with all its causes, each behind an arrow.
 */
public final class Reasons {

  private Reasons() {}

  /**
   * Runs the program.
   *
   * @param arguments the calls, each as {@link Call} reads it
   */
  public static void main(String[] arguments) {
    try (var clients = new Clients()) {
      for (var call : arguments) {
        try {
          System.out.println(clients.make(call));
        } catch (Throwable failure) {
          System.out.println(chain(failure));
        }
      }
    }
  }

  private static String chain(Throwable failure) {
    var chain = new StringBuilder(failure.toString());
    for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      chain.append(" <- ").append(cause);
    }
    return chain.toString().replace('\n', ' ');
  }
}
