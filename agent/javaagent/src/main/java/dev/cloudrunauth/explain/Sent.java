package dev.cloudrunauth.explain;

import org.jspecify.annotations.Nullable;

/**
 * The credential of a request that was refused: the one header that Cloud Run checks. Immutable; it
 * knows what the header says and does not keep its value.
 */
public final class Sent {

  /** What stands in the place of a signature where Cloud Run has handed a token to a service. */
  public static final String REMOVED_SIGNATURE = "SIGNATURE_REMOVED_BY_GOOGLE";

  private static final String SCHEME = "Bearer ";

  enum Form {
    /** A JWT, whose claims can be read. */
    JWT,
    /** A JWT that Cloud Run has handed to a service. */
    WITHOUT_SIGNATURE,
    /** A bearer token that says nothing of itself: Google's access tokens are such. */
    OPAQUE,
    /** No bearer token at all. */
    OTHER
  }

  final String header;
  final boolean isAgents;
  final Form form;
  final @Nullable TokenClaims claims;

  private Sent(String header, boolean isAgents, Form form, @Nullable TokenClaims claims) {
    this.header = header;
    this.isAgents = isAgents;
    this.form = form;
    this.claims = claims;
  }

  /**
   * A credential that the agent has set.
   *
   * @param header the name of the header
   * @param value its value: {@code Bearer}, a space, and the token
   */
  public static Sent byAgent(String header, String value) {
    return of(header, value, true);
  }

  /**
   * A credential that the application has set itself.
   *
   * @param header the name of the header
   * @param value its value, whatever that is
   */
  public static Sent byApplication(String header, String value) {
    return of(header, value, false);
  }

  private static Sent of(String header, String value, boolean isAgents) {
    if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new Sent(header, isAgents, Form.OTHER, null);
    }
    var token = value.substring(SCHEME.length()).strip();
    var claims = TokenClaims.in(token);
    return new Sent(header, isAgents, claims == null ? Form.OPAQUE : ofJwt(token), claims);
  }

  private static Form ofJwt(String token) {
    return token.endsWith("." + REMOVED_SIGNATURE) ? Form.WITHOUT_SIGNATURE : Form.JWT;
  }

  /** The header and whose it is, never its value. */
  @Override
  public String toString() {
    return (isAgents ? "the agent's " : "the application's own ") + header;
  }
}
