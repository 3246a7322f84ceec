package dev.cloudrunauth.explain;

import dev.cloudrunauth.text.Printable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Fills in the sentence and the fix of a cause, with commands to be pasted. Immutable. */
final class Wording {

  /** How to configure the origin that was called. */
  static final String LIST_ORIGIN =
      "in the configuration, list it below audiences:\n" + "- {origin}";

  static final String WRITE_ORIGIN =
      "in the configuration, write the audience so:\n" + "- {origin}";

  /** What a token source says names files and URLs first, and what is wrong with them last. */
  private static final int MAX_DETAIL = 1_000;

  private final RefusedHop hop;
  private final @Nullable Sent sent;
  private final @Nullable TokenClaims claims;
  private final long nowMillis;

  Wording(RefusedHop hop, long nowMillis) {
    this.hop = hop;
    this.sent = hop.sent;
    this.claims = sent == null ? null : sent.claims;
    this.nowMillis = nowMillis;
  }

  /** The cause in plain words: the first line of an explanation. */
  String sentence(Cause cause) {
    return (isNoToken(cause) ? "no ID token was sent, because " : "") + fill(cause.sentence);
  }

  /** The last lines of an explanation, or the empty string where the agent knows no fix. */
  String fix(Cause cause) {
    boolean isApplications = cause.fault == Cause.Fault.TOKEN && sent != null && !sent.isAgents;
    var fix = fill(isApplications ? ofApplications() : cause.fix);
    return fix.contains("--region REGION") ? fix + whereToLook() : fix;
  }

  /** Regions come and go, and a domain says nothing of its service. */
  private String whereToLook() {
    var service = hop.cloudRunHost == null ? null : hop.cloudRunHost.service();
    return service == null
        ? "\n    where this shows SERVICE and REGION:\n    gcloud run services list"
        : "\n    where this shows REGION:\n    gcloud run services list --filter=metadata.name="
            + word(service, "SERVICE");
  }

  private static boolean isNoToken(Cause cause) {
    return cause.fault == Cause.Fault.NO_TOKEN;
  }

  /** Whatever is wrong with the application's own token, the agent has a better one. */
  private String ofApplications() {
    var why = hop.noToken.cause;
    boolean isStandard = header().equalsIgnoreCase("Authorization");
    if (why == Cause.NOT_CONFIGURED) {
      return LIST_ORIGIN
          + (sent != null && sent.form == Sent.Form.WITHOUT_SIGNATURE
              ? "\nThe agent's ID token then goes in its place."
              : "\nThe agent's ID token then goes beside the other one.");
    }
    if (isNoToken(why)) {
      return "let the agent send an ID token "
          + (isStandard ? "beside it" : "in its place")
          + "; it sent none, because "
          + why.sentence
          + "\n"
          + why.fix;
    }
    return isStandard
        ? "with header: auto the agent sends an ID token beside it, in X-Serverless-Authorization"
        : "let the application not set it: the agent sends an ID token then";
  }

  /** In one pass, so that braces in what somebody else wrote stay as they are. */
  private String fill(String template) {
    var text = new StringBuilder();
    int at = 0;
    for (int open; (open = template.indexOf('{', at)) >= 0; ) {
      int close = template.indexOf('}', open);
      text.append(indented(template.substring(at, open)));
      text.append(value(template.substring(open + 1, close)));
      at = close + 1;
    }
    return text.append(indented(template.substring(at))).toString();
  }

  private static String indented(String lines) {
    return lines.replace("\n", "\n    ");
  }

  private String value(String name) {
    switch (name) {
      case "detail":
        return hop.noToken.detail;
      case "foreign detail":
        return Printable.text(hop.noToken.detail, MAX_DETAIL);
      case "origin":
        return hop.audience();
      case "host":
        return Printable.text(hop.host);
      case "service":
        return service();
      case "header":
        return header();
      case "token":
        return sent != null && sent.isAgents
            ? "the ID token"
            : "the token in the application's own " + header();
      case "clocks":
        return clocks();
      case "audience":
        return Printable.text(audience());
      case "write audience":
        return hop.cloudRunHost == null
            ? "in the configuration, write the service's own URL as the audience"
            : fill(WRITE_ORIGIN);
      case "or accept audience":
        // Not the URL of another service, whose tokens this one could not tell from its own then.
        return CloudRunHost.of(CauseFinder.hostOf(audience())) != null
            ? ""
            : fill("\nor let the service accept the one that it has:\n{accept audience}");
      case "accept audience":
        return fill("gcloud run services update {service} --add-custom-audiences ")
            + Printable.word(audience(), "AUDIENCE");
      case "principal":
        return claims == null || claims.email == null ? "the caller" : Printable.text(claims.email);
      case "account":
        return account();
      case "member":
        return member();
      default:
        throw new IllegalArgumentException(name);
    }
  }

  private String header() {
    return sent == null ? "" : sent.header;
  }

  private String audience() {
    return claims == null ? "" : claims.audience;
  }

  /** How the two clocks differ, if that is why. */
  private String clocks() {
    long dateMillis = hop.answer.dateMillis;
    long aheadMillis = dateMillis == 0 ? 0 : nowMillis - dateMillis;
    boolean isClose = Math.abs(aheadMillis) <= CauseFinder.TOLERATED_MILLIS;
    if (isClose || sent == null || !sent.isAgents) {
      return "";
    }
    return " by the service's clock: this machine's is "
        + Math.abs(aheadMillis) / 1_000
        + " s "
        + (aheadMillis > 0 ? "ahead of it" : "behind it")
        + ", which shows "
        + Instant.ofEpochMilli(dateMillis);
  }

  private String service() {
    var host = hop.cloudRunHost;
    return word(host == null ? null : host.service(), "SERVICE")
        + " --region "
        + word(host == null ? null : host.region(), "REGION");
  }

  private String account() {
    return word(claims == null ? null : claims.email, "SERVICE_ACCOUNT");
  }

  private String member() {
    var account = account();
    boolean isService = account.endsWith(".gserviceaccount.com") || account.indexOf('@') < 0;
    return (isService ? "serviceAccount:" : "user:") + account;
  }

  private static String word(@Nullable String known, String placeholder) {
    return known == null ? placeholder : Printable.word(known, placeholder);
  }
}
