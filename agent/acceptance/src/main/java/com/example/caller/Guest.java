package com.example.caller;

import java.util.function.Function;

/**
 * An application in a class loader of its own: it takes a call, as {@link Call} reads it, and
 * answers with its outcome. It is a function of strings because its host, in another loader, has no
 * other class in common with it.
 */
public final class Guest implements Function<String, String>, AutoCloseable {

  private final JdkCalls jdk = new JdkCalls();
  private final OkHttpCalls[] okHttp = new OkHttpCalls[1];

  /** An application that has made no call yet. */
  public Guest() {}

  @Override
  public String apply(String call) {
    return Caller.outcome(Call.parse(call), jdk, okHttp);
  }

  @Override
  public void close() {
    if (okHttp[0] != null) {
      okHttp[0].close();
    }
  }
}
