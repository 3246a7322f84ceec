package com.example.caller;

/** Makes calls as {@link Caller} does, where there is no module {@code java.net.http}. */
public final class OkHttpCaller {

  private OkHttpCaller() {}

  /**
   * Runs the program.
   *
   * @param arguments the calls, each as {@link Call} reads it
   * @throws Exception if a call fails
   */
  public static void main(String[] arguments) throws Exception {
    try (var okHttp = new OkHttpCalls()) {
      for (var argument : arguments) {
        System.out.println(okHttp.make(Call.parse(argument)));
      }
    }
  }
}
