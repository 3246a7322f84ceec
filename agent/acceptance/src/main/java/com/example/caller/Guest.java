package com.example.caller;

import java.util.function.Function;

/**
 * An application in a class loader of its own: it takes a call, as {@link Call} reads it, and
 * answers with its outcome. It is a function of strings because its host, in another loader, has no
 * other class in common with it.
 */
public final class Guest implements Function<String, String>, AutoCloseable {

  private final Clients clients = new Clients();

  /** An application that has made no call yet. */
  public Guest() {}

  @Override
  public String apply(String call) {
    return clients.outcome(call);
  }

  @Override
  public void close() {
    clients.close();
  }
}
