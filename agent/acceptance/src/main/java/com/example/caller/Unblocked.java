package com.example.caller;

import java.net.http.HttpClient;

/**
 * Makes a first call without waiting for it and then, while it is on its way, a second one over the
 * same client, whose callbacks run on its selector thread. Prints which of them was done when the
 * second was, and then both answers.
 */
public final class Unblocked {

  private Unblocked() {}

  /**
   * Runs the program.
   *
   * @param arguments two calls, each as {@link Call} reads it
   * @throws Exception if the calls fail
   */
  public static void main(String[] arguments) throws Exception {
    HttpClient client = JdkCalls.clientOn(Runnable::run);
    var first = JdkCalls.sendAsync(client, Call.parse(arguments[0]));
    var second = JdkCalls.sendAsync(client, Call.parse(arguments[1])).get();
    System.out.println("first done: " + first.isDone());
    System.out.println("second: " + second.statusCode());
    System.out.println("first: " + first.get().statusCode());
  }
}
