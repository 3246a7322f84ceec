package dev.cloudrunauth.token;

import dev.cloudrunauth.audience.Audience;

/** A source of which a test only says how it mints. */
@FunctionalInterface
public interface MintingSource extends TokenSource {

  IdToken mint(Audience audience) throws TokenSourceException;

  @Override
  default IdToken mint(Audience audience, long limitMillis) throws TokenSourceException {
    return mint(audience);
  }

  @Override
  default String identity(Audience audience) {
    return "the default robot";
  }
}
