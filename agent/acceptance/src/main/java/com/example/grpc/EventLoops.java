package com.example.grpc;

/** Watches Netty's event loops while calls over gRPC are made. */
public final class EventLoops {

  private EventLoops() {}

  /**
   * Runs the program, which reads its calls from standard input as those for other clients do.
   *
   * @param arguments none
   * @throws Exception if the program fails
   */
  public static void main(String[] arguments) throws Exception {
    com.example.caller.EventLoops.watch();
    try (var channels = new Channels(new Sightings())) {
      com.example.caller.EventLoops.serve(line -> Call.parse(line).outcome(channels));
    }
  }
}
