package dev.cloudrunauth.explain;

/** Why a request was sent without a token. Immutable. */
public final class NoToken {

  /** The request's origin is none of the configured ones. */
  public static final NoToken NOT_CONFIGURED = new NoToken(Cause.NOT_CONFIGURED, "");

  /** The request's URL is plain http. */
  public static final NoToken PLAIN_HTTP = new NoToken(Cause.PLAIN_HTTP, "");

  /** There are no Google credentials, and the configuration does not insist on them. */
  public static final NoToken NO_CREDENTIALS = new NoToken(Cause.NO_CREDENTIALS, "");

  /**
   * The application has a credential of its own, where the configuration has the agent send one.
   */
  public static final NoToken OWN_CREDENTIAL = new NoToken(Cause.OWN_CREDENTIAL, "");

  /** The client wrote the request where it could not wait, or not as the agent had changed it. */
  public static final NoToken NOT_WRITTEN = new NoToken(Cause.NOT_WRITTEN, "");

  final Cause cause;
  final String detail;

  private NoToken(Cause cause, String detail) {
    this.cause = cause;
    this.detail = detail;
  }

  /**
   * The agent does nothing in this process.
   *
   * @param why a clause that follows a colon
   */
  public static NoToken inactive(String why) {
    return new NoToken(Cause.INACTIVE, why);
  }

  /**
   * The configuration leaves the client alone.
   *
   * @param key the key that says so, such as {@code clients.okhttp}
   */
  public static NoToken clientOff(String key) {
    return new NoToken(Cause.CLIENT_OFF, key);
  }

  /**
   * The request names another host than its URL does.
   *
   * @param host what its {@code Host} says
   */
  public static NoToken otherHost(String host) {
    return new NoToken(Cause.OTHER_HOST, host);
  }

  /**
   * The token could not be had, and {@code on-failure: pass-through} had the request sent all the
   * same.
   *
   * @param why what the token's source said: a clause that follows a colon
   */
  public static NoToken failed(String why) {
    return new NoToken(Cause.PASSED_THROUGH, why);
  }
}
