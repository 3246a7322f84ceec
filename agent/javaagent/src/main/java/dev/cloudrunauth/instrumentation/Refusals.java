package dev.cloudrunauth.instrumentation;

import dev.cloudrunauth.audience.Destination;
import dev.cloudrunauth.explain.Answer;
import dev.cloudrunauth.explain.CloudRunHost;
import dev.cloudrunauth.explain.Explainer;
import dev.cloudrunauth.explain.NoToken;
import dev.cloudrunauth.explain.RefusedHop;
import dev.cloudrunauth.explain.Sent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent makes of an answer that refuses a hop: a token that is no good is dropped, and the
 * cause is explained in the log. The same for every client. The answer is only read, its body not
 * even that, and it reaches the application as it came.
 *
 * <p>Any thread may bring an answer, and none waits.
 */
final class Refusals {

  private final Explainer explainer;
  private final @Nullable HopPolicy policy;
  private final NoToken withoutPolicy;

  private Refusals(Explainer explainer, @Nullable HopPolicy policy, NoToken withoutPolicy) {
    this.explainer = explainer;
    this.policy = policy;
    this.withoutPolicy = withoutPolicy;
  }

  /** Of a client whose requests get tokens, by its policy. */
  static Refusals of(HopPolicy policy, Explainer explainer) {
    return new Refusals(explainer, policy, NoToken.NOT_CONFIGURED);
  }

  /** Of a client whose requests get no tokens, and why. */
  static Refusals of(NoToken why, Explainer explainer) {
    return new Refusals(explainer, null, why);
  }

  /** Looks at an answer, if {@link Answer#mayBeRefusal}. */
  void look(IncomingResponse hop) throws Throwable {
    var destination =
        policy == null ? null : policy.destination(hop.scheme(), hop.host(), hop.port());
    String sent = null;
    if (policy != null && destination != null) {
      policy.answered(hop.status());
      sent = hop.sentByAgent();
      if (sent != null && hop.status() == Unauthorized.STATUS) {
        unauthorized(hop, policy, destination, sent);
      }
    }
    explain(hop, destination, sent);
  }

  private static void unauthorized(
      IncomingResponse hop, HopPolicy policy, Destination destination, String sent)
      throws Throwable {
    Unauthorized.answer(
        policy,
        destination.audience(),
        sent,
        credentialOf(hop, HeaderChoice.STANDARD) != null,
        hop.headers(Unauthorized.CHALLENGES),
        dateMillis(hop));
  }

  private void explain(
      IncomingResponse hop, @Nullable Destination destination, @Nullable String sent)
      throws Throwable {
    var host = hop.host();
    if (host == null || !isOurBusiness(hop, host, destination)) {
      return;
    }
    var answer = Answer.of(hop.status(), dateMillis(hop), name -> headers(hop, name));
    if (!answer.mayBeExplained()) {
      return;
    }
    var target =
        new RefusedHop.Target(
            hop.scheme(), host, hop.port(), destination != null || isConfiguredForHttps(hop));
    var credential = credential(hop, sent);
    explainer.explain(
        credential == null
            ? RefusedHop.without(target, noToken(hop, destination), answer)
            : RefusedHop.with(target, credential, answer));
  }

  /** Every other site's 404 and redirect comes here too. */
  private boolean isOurBusiness(
      IncomingResponse hop, String host, @Nullable Destination destination) throws Throwable {
    return destination != null || CloudRunHost.of(host) != null || isConfiguredForHttps(hop);
  }

  private boolean isConfiguredForHttps(IncomingResponse hop) throws Throwable {
    return policy != null
        && hop.scheme().equals("http")
        && policy.destination("https", hop.host(), -1) != null;
  }

  /** The one header that Cloud Run has checked. */
  private @Nullable Sent credential(IncomingResponse hop, @Nullable String sent) throws Throwable {
    if (sent != null && policy != null) {
      var standard = credentialOf(hop, HeaderChoice.STANDARD);
      var serverless = credentialOf(hop, HeaderChoice.SERVERLESS);
      var header = policy.header(standard != null, serverless != null);
      return Sent.byAgent(header == null ? HeaderChoice.STANDARD : header, sent);
    }
    var standard = hop.sentByApplication(HeaderChoice.STANDARD);
    var serverless = hop.sentByApplication(HeaderChoice.SERVERLESS);
    if (serverless != null) {
      return Sent.byApplication(HeaderChoice.SERVERLESS, serverless);
    }
    return standard == null ? null : Sent.byApplication(HeaderChoice.STANDARD, standard);
  }

  /** What the application had set in a header, unless the agent's token has replaced it. */
  private static @Nullable String credentialOf(IncomingResponse hop, String header)
      throws Throwable {
    var value = hop.sentByApplication(header);
    return value == null || RemovedSignature.isIn(value) ? null : value;
  }

  private NoToken noToken(IncomingResponse hop, @Nullable Destination destination)
      throws Throwable {
    if (policy == null) {
      return withoutPolicy;
    }
    if (policy.isOff()) {
      return NoToken.inactive("it was switched off by JMX");
    }
    if (policy.isWithoutIdentity()) {
      return NoToken.NO_CREDENTIALS;
    }
    if (hop.scheme().equals("http")) {
      return NoToken.PLAIN_HTTP;
    }
    var host = hop.sentByApplication(HostHeader.NAME);
    if (destination != null
        && host != null
        && !HostHeader.namesTarget(List.of(host), String.valueOf(hop.host()), hop.port())) {
      return NoToken.otherHost(host);
    }
    return destination == null
        ? NoToken.NOT_CONFIGURED
        : NoToken.failed(policy.whyPassedThrough(destination.audience()));
  }

  private static List<String> headers(IncomingResponse hop, String name) {
    try {
      return hop.headers(name);
    } catch (Throwable fault) {
      throw Undeclared.exception(fault);
    }
  }

  private static long dateMillis(IncomingResponse hop) throws Throwable {
    var dates = hop.headers(Unauthorized.DATE);
    return dates.isEmpty() ? 0 : Unauthorized.millis(dates.get(0));
  }
}
