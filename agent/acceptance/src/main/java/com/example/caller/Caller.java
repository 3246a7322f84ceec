package com.example.caller;

import java.util.concurrent.ExecutionException;

/**
 * Makes the calls that its arguments name, one after the other, and prints a line for each: the
 * status and the protocol, and all the rest of a 401; or the exception.
 */
public final class Caller {

  private Caller() {}

  /**
   * Runs the program.
   *
   * @param arguments the calls, each as {@link Call} reads it
   */
  public static void main(String[] arguments) {
    var jdk = new JdkCalls();
    var okHttp = new OkHttpCalls[1];
    try {
      for (var argument : arguments) {
        var call = Call.parse(argument);
        System.out.println(outcome(call, jdk, okHttp));
      }
    } finally {
      if (okHttp[0] != null) {
        okHttp[0].close();
      }
    }
  }

  static String outcome(Call call, JdkCalls jdk, OkHttpCalls[] okHttp) {
    try {
      return make(call, jdk, okHttp);
    } catch (Throwable failure) {
      return failure.toString();
    }
  }

  /** Makes a call, and throws what the application sees of its failure. */
  static String make(Call call, JdkCalls jdk, OkHttpCalls[] okHttp) throws Throwable {
    try {
      if (call.mode.startsWith("send")) {
        return jdk.make(call);
      }
      if (call.mode.equals("connection")) {
        return ConnectionCalls.make(call);
      }
      if (okHttp[0] == null) {
        okHttp[0] = new OkHttpCalls();
      }
      return okHttp[0].make(call);
    } catch (ExecutionException failure) {
      throw failure.getCause() == null ? failure : failure.getCause();
    }
  }
}
