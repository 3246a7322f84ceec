package dev.cloudrunauth.explain;

import org.jspecify.annotations.Nullable;

/**
 * The credential of a request that was refused: the one header that Cloud Run checks. Immutable; it
 * knows what the header says and does not keep its value.
 */
public final class Sent {

  private static final String SCHEME = "Bearer ";

  enum Form {
    /** A JWT, whose claims can be read. */
    JWT,
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
    var claims = TokenClaims.in(value.substring(SCHEME.length()).strip());
    return new Sent(header, isAgents, claims == null ? Form.OPAQUE : Form.JWT, claims);
  }

  /** The header and whose it is, never its value. */
  @Override
  public String toString() {
    return (isAgents ? "the agent's " : "the application's own ") + header;
  }
}
