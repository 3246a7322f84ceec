package com.example.agent;

/** The least that a Java agent can be: what the JVM itself takes for having one. */
public final class Empty {

  private Empty() {}

  /**
   * Does nothing.
   *
   * @param argument not used
   */
  public static void premain(String argument) {}
}
