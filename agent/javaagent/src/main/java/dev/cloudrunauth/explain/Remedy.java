package dev.cloudrunauth.explain;

import dev.cloudrunauth.text.Printable;
import org.jspecify.annotations.Nullable;

/** What mends a refusal: the last lines of an explanation, with commands to be pasted. */
final class Remedy {

  private static final String LINE = "\n    ";

  private Remedy() {}

  /** The remedy, or the empty string where it is not the agent's to know. */
  static String of(Cause cause, RefusedHop hop) {
    switch (cause) {
      case NOT_CONFIGURED:
        return list(hop);
      case PLAIN_HTTP:
        return "let the application call " + hop.audience();
      case NO_CREDENTIALS:
        return "on Google Cloud, let the workload have a service account; on a laptop:"
            + LINE
            + "gcloud auth application-default login"
            + " --impersonate-service-account=SERVICE_ACCOUNT";
      case INACTIVE:
        return "correct that and start the application again";
      case CLIENT_OFF:
        return "set " + hop.noToken.detail + " to true, or remove it";
      case OTHER_HOST:
        return "in the application, call the service by its own URL and do not set Host";
      case PASSED_THROUGH:
        return "correct that; with on-failure: fail the request itself would fail and say so";
      case SERVICE:
        return "";
      case INGRESS:
        return "see whether it exists, and its ingress setting:"
            + LINE
            + describe(hop)
            + LINE
            + "If ingress is internal, call it through the VPC network, or let all callers in:"
            + LINE
            + gcloud("update", hop)
            + " --ingress all";
      default:
        return hop.sent == null ? "" : ofSent(cause, hop.sent, hop);
    }
  }

  private static String ofSent(Cause cause, Sent sent, RefusedHop hop) {
    if (cause == Cause.NO_INVOKER_ROLE) {
      return grant(sent, hop);
    }
    return sent.isAgents ? ofAgents(cause, sent, hop) : ofApplications(sent, hop);
  }

  private static String grant(Sent sent, RefusedHop hop) {
    return LINE
        + gcloud("add-iam-policy-binding", hop)
        + " --member "
        + member(sent)
        + " --role roles/run.invoker"
        + LINE
        + "A grant takes a few minutes. If it is there, see the service's ingress setting:"
        + LINE
        + describe(hop);
  }

  private static String ofAgents(Cause cause, Sent sent, RefusedHop hop) {
    switch (cause) {
      case EXPIRED:
      case NOT_YET_VALID:
        return "set the clock of this machine; the agent fetches another token meanwhile";
      case AUDIENCE_IS_DOMAIN:
        return "in the configuration, write the service's own URL as the audience of the domain:"
            + LINE
            + "- audience: https://SERVICE-PROJECTNUMBER.REGION.run.app"
            + LINE
            + "  hosts: ["
            + Printable.text(hop.host)
            + "]"
            + LINE
            + "or let the service accept the domain:"
            + LINE
            + accept(sent, hop);
      case WRONG_AUDIENCE:
        return (hop.cloudRunHost == null
                ? "in the configuration, write the service's own URL as the audience"
                : "in the configuration, write the audience so:" + LINE + "- " + hop.audience())
            + orAccept(sent, hop);
      case NOT_VERIFIED:
        return "the agent fetches another token; if that does not help, see whether the account is"
            + " still there:"
            + LINE
            + "gcloud iam service-accounts describe "
            + account(sent);
      default:
        return "in the configuration, write the audience so:" + LINE + "- " + hop.audience();
    }
  }

  /** Whatever is wrong with the application's own token, the agent has a better one. */
  private static String ofApplications(Sent sent, RefusedHop hop) {
    if (!hop.isConfigured) {
      return list(hop);
    }
    return sent.header.equalsIgnoreCase("Authorization")
        ? "with header: auto the agent sends an ID token beside it, in X-Serverless-Authorization"
        : "let the application not set it: the agent sends an ID token then";
  }

  private static String list(RefusedHop hop) {
    return "in the configuration, list it below audiences:"
        + LINE
        + "- "
        + hop.audience()
        + (hop.sent == null ? "" : LINE + "The agent's ID token then goes beside the other one.");
  }

  /** Not the URL of another service, whose tokens this one could not tell from its own then. */
  private static String orAccept(Sent sent, RefusedHop hop) {
    var audience = sent.claims == null ? "" : sent.claims.audience;
    return CloudRunHost.of(CauseFinder.hostOf(audience)) != null
        ? ""
        : LINE + "or let the service accept the one that it has:" + LINE + accept(sent, hop);
  }

  private static String accept(Sent sent, RefusedHop hop) {
    var audience = sent.claims == null ? "" : sent.claims.audience;
    return gcloud("update", hop)
        + " --add-custom-audiences "
        + Printable.word(audience, "AUDIENCE");
  }

  private static String describe(RefusedHop hop) {
    return gcloud("describe", hop);
  }

  private static String gcloud(String verb, RefusedHop hop) {
    var host = hop.cloudRunHost;
    return "gcloud run services "
        + verb
        + " "
        + word(host == null ? null : host.service(), "SERVICE")
        + " --region "
        + word(host == null ? null : host.region(), "REGION");
  }

  private static String word(@Nullable String known, String placeholder) {
    return known == null ? placeholder : Printable.word(known, placeholder);
  }

  /** Whom a token speaks for, in a sentence. */
  static String principal(Sent sent) {
    var email = sent.claims == null ? null : sent.claims.email;
    return email == null ? "the caller" : Printable.text(email);
  }

  private static String account(Sent sent) {
    return word(sent.claims == null ? null : sent.claims.email, "SERVICE_ACCOUNT");
  }

  private static String member(Sent sent) {
    var account = account(sent);
    boolean isService = account.endsWith(".gserviceaccount.com") || account.indexOf('@') < 0;
    return (isService ? "serviceAccount:" : "user:") + account;
  }
}
