package dev.cloudrunauth.local.identity;

import java.util.Optional;

/**
 * A request that the token endpoint has received, granted or not, without the assertion that was in
 * it. Immutable.
 *
 * @param principal the account whose key has signed the assertion; {@link #NOBODY} if none has
 * @param targetAudience for whom an ID token was asked; empty if it was an access token
 */
public record TokenRequest(String principal, Optional<String> targetAudience) {

  /** The principal of a request that proves no identity. */
  public static final String NOBODY = "nobody";
}
