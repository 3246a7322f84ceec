package com.example.application.load;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where an application takes its token from. Any number of threads may use it at once. */
@FunctionalInterface
interface Token {

  /**
   * Returns the value of the header {@code Authorization}.
   *
   * @return {@code null} for an application that knows nothing of tokens
   * @throws IOException if it cannot be had
   */
  @Nullable String headerValue(URI uri) throws IOException;

  /** Whether the application asks google-auth for it, which it then has. */
  default boolean isByHand() {
    return false;
  }
}
