package com.example.caller;

/** The smallest application. */
public final class Hello {

  private Hello() {}

  /**
   * Prints a line.
   *
   * @param arguments not used
   */
  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
