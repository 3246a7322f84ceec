package dev.cloudrunauth.token;

import dev.cloudrunauth.audience.Audience;

/** A source of which a test only says how it mints. */
@FunctionalInterface
public interface MintingSource extends TokenSource {

  @Override
  default String identity(Audience audience) {
    return "the default robot";
  }
}
