package com.example.caller;

/**
 * Makes the calls that its arguments name, one after the other, and prints a line for each: the
 * status and the protocol, and all the rest of a 401; or the exception.
 */
public final class Caller {

  private Caller() {}

  /**
   * Runs the program.
   *
   * @param arguments the calls, each as {@link Call} reads it
   */
  public static void main(String[] arguments) {
    try (var clients = new Clients()) {
      for (var call : arguments) {
        System.out.println(clients.outcome(call));
      }
    }
  }
}
