package com.example.caller;

/**
 * A Java agent that does nothing: whatever the JVM prints beside it, it prints beside any agent.
 */
public final class Idle {

  private Idle() {}

  /**
   * Does nothing.
   *
   * @param argument not used
   */
  public static void premain(String argument) {}
}
