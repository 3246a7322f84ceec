package com.example.application;

/** An application that knows nothing of tokens. */
public final class Unaware {

  private Unaware() {}

  /**
   * Runs until its standard input ends.
   *
   * @param arguments not used
   * @throws Exception if standard input cannot be read
   */
  public static void main(String[] arguments) throws Exception {
    new Crowd((request, uri) -> {}).serve(System.in, System.out);
  }
}
