package dev.cloudrunauth.token;

import dev.cloudrunauth.audience.Audience;

/**
 * Where ID tokens come from. The engine calls it from several threads at once, never twice at a
 * time for one audience (unless its tokens are dropped meanwhile, or a wildcard has more audiences
 * than are kept), and keeps what it returns.
 */
public interface TokenSource {

  /**
   * Mints one token. It may block for as long as the limit says; it neither caches nor retries.
   *
   * @param audience whom the token is for
   * @param limitMillis how long the whole try may take, in milliseconds: name resolution, proxies,
   *     TLS and every request that it consists of, together
   * @return a token with that audience
   * @throws TokenSourceException if there is none, and why
   */
  IdToken mint(Audience audience, long limitMillis) throws TokenSourceException;

  /**
   * Says in a few words whom the tokens for an audience speak for, as far as that is known: "the
   * default service account of the metadata server". It neither blocks nor throws.
   *
   * @param audience whom a token would be for
   * @return words to follow "as" in a sentence
   */
  String identity(Audience audience);
}
