package dev.cloudrunauth.local.federation;

import java.util.List;

/**
 * A request that the Security Token Service has received, granted or not, without the token that
 * was in it. Immutable.
 *
 * @param principal the {@code principal://} that the subject token stands for; {@link #NOBODY} if
 *     it stands for none, or has expired
 * @param audience the provider that the subject token is said to be of
 * @param subjectTokenType what the subject token is said to be
 * @param scope for what an access token is asked
 */
public record TokenExchange(
    String principal, String audience, String subjectTokenType, List<String> scope) {

  /** The principal of a request that proves no identity. */
  public static final String NOBODY = "nobody";

  /** Keeps its own copy. */
  public TokenExchange {
    scope = List.copyOf(scope);
  }
}
