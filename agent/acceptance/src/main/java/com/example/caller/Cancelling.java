package com.example.caller;

import java.util.Arrays;

/**
 * Cancels calls while they wait for a token, each in the way that an argument names, and says how
 * each ended. Told to go on by a line of its standard input, it makes calls that it lets be.
 */
public final class Cancelling {

  private static final int CALLS_AFTERWARDS = 4;

  private Cancelling() {}

  /**
   * Runs the program.
   *
   * @param arguments the origin to call, and the ways to cancel a call: a mode, and what a client
   *     distinguishes behind it
   * @throws Exception if the program fails
   */
  public static void main(String[] arguments) throws Exception {
    var origin = arguments[0];
    var ways = Arrays.asList(arguments).subList(1, arguments.length);
    try (var clients = new Clients()) {
      for (var way : ways) {
        var outcome = clients.of(mode(way)).cancelled(way, origin + "/unwanted");
        System.out.println(way + ": " + outcome);
      }
      System.out.println("all are cancelled");
      if (System.in.read() >= 0) {
        for (int i = 0; i < CALLS_AFTERWARDS; i++) {
          for (var way : ways) {
            var call = mode(way) + " HTTP/1.1 GET " + origin + "/wanted";
            System.out.println("afterwards: " + clients.outcome(call));
          }
        }
      }
    }
  }

  private static String mode(String way) {
    return way.split("[ ,]", 2)[0];
  }
}
