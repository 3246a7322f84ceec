package dev.cloudrunauth.explain;

import dev.cloudrunauth.text.Printable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a call was refused and what mends it, in a few lines for people. Immutable; it never shows a
 * token.
 */
public final class Explanation {

  private final Cause cause;
  private final RefusedHop hop;
  private final long nowMillis;

  private Explanation(Cause cause, RefusedHop hop, long nowMillis) {
    this.cause = cause;
    this.hop = hop;
    this.nowMillis = nowMillis;
  }

  /**
   * Explains a refusal.
   *
   * @param hop what was refused
   * @param nowMillis this machine's clock, in milliseconds since the epoch
   * @return {@code null} if it is nothing that the agent has a part in
   */
  public static @Nullable Explanation of(RefusedHop hop, long nowMillis) {
    var cause = CauseFinder.of(hop, nowMillis);
    return cause == null ? null : new Explanation(cause, hop, nowMillis);
  }

  /** The cause. */
  public Cause cause() {
    return cause;
  }

  /** The lines, without one that ends the last; all but the first are indented. */
  public String text() {
    var wording = new Wording(hop, nowMillis);
    var text = new StringBuilder(hop.origin());
    text.append(" answered ").append(hop.answer.name);
    text.append(": ").append(wording.sentence(cause));
    text.append("\n  Sent: ").append(sent(hop.sent));
    text.append("\n  Answered by ").append(hop.speaker().words);
    var fix = wording.fix(cause);
    if (!fix.isEmpty()) {
      text.append("\n  To mend it:").append(fix.startsWith("\n") ? "" : " ").append(fix);
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return text();
  }

  private static String sent(@Nullable Sent sent) {
    if (sent == null) {
      return "no ID token";
    }
    return sent.header
        + ", set by the "
        + (sent.isAgents ? "agent: " : "application: ")
        + credential(sent);
  }

  private static String credential(Sent sent) {
    var claims = sent.claims;
    if (claims == null) {
      return sent.form == Sent.Form.OPAQUE ? "a bearer token that is no JWT" : "no bearer token";
    }
    return (claims.isGoogles() ? "an ID token" : "a JWT")
        + " for "
        + (claims.audience.isEmpty() ? "no audience" : Printable.text(claims.audience))
        + (claims.email == null ? "" : " as " + Printable.text(claims.email))
        + (claims.isGoogles() ? "" : " from " + Printable.text(claims.issuer))
        + (claims.expiresAtMillis == 0
            ? ""
            : ", valid until " + Instant.ofEpochMilli(claims.expiresAtMillis));
  }
}
