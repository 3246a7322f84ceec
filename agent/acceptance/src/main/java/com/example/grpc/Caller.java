package com.example.grpc;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Makes the calls that its arguments name, or if there are none, the lines that it reads, and
 * prints a line for each: what came of it. A line {@code begin CALL} begins one, which {@code
 * cancel} cancels and {@code await} waits for. At the end, it prints where it has seen a token.
 */
public final class Caller {

  private Caller() {}

  /**
   * Runs the program.
   *
   * @param arguments the calls, each as {@link Call} reads it
   */
  public static void main(String[] arguments) throws Exception {
    var seen = new Sightings();
    try (var channels = new Channels(seen)) {
      if (arguments.length > 0) {
        for (var call : arguments) {
          System.out.println(Call.parse(call).outcome(channels));
        }
      } else {
        serve(channels);
      }
    }
    System.out.println("tokens seen: " + seen.report());
  }

  private static void serve(Channels channels) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Call.Begun begun = null;
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("begin ")) {
        begun = Call.parse(line.substring("begin ".length())).begin(channels);
        System.out.println("begun");
      } else if (begun != null && line.equals("cancel")) {
        System.out.println(begun.cancel());
      } else if (begun != null && line.equals("await")) {
        System.out.println(begun.outcome());
      } else if (line.equals("shutdown")) {
        System.out.println(channels.shutdown());
      } else {
        System.out.println(Call.parse(line).outcome(channels));
      }
    }
  }
}
