package dev.cloudrunauth.client.ktor;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a hop whose connection verifies the host of its target: kept with the engine's
 * request, from the moment at which it may wait to that of its response. Threads share it.
 */
final class VerifiedHop {

  private volatile @Nullable String token;

  /** The header value that the agent has sent, or {@code null} if it has sent none. */
  @Nullable String token() {
    return token;
  }

  /** The head is about to be written. */
  void send(@Nullable String headerValue) {
    token = headerValue;
  }
}
