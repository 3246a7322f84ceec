package dev.cloudrunauth.token;

import dev.cloudrunauth.audience.Audience;

/**
 * Where ID tokens come from. The engine calls it from several threads at once, never twice at a
 * time for one audience, and keeps what it returns.
 */
public interface TokenSource {

  /**
   * Mints one token. It may block, within the limits of the source's own time-outs; it neither
   * caches nor retries.
   *
   * @param audience whom the token is for
   * @return a token with that audience
   * @throws TokenSourceException if there is none, and why
   */
  IdToken mint(Audience audience) throws TokenSourceException;
}
