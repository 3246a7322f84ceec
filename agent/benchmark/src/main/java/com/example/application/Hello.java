package com.example.application;

/** The least that an application can be. */
public final class Hello {

  private Hello() {}

  /**
   * Says hello.
   *
   * @param arguments not used
   */
  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
