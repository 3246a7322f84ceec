package dev.cloudrunauth.instrumentation;

import dev.cloudrunauth.audience.Destination;
import dev.cloudrunauth.explain.Answer;
import dev.cloudrunauth.explain.CloudRunHost;
import dev.cloudrunauth.explain.Explainer;
import dev.cloudrunauth.explain.NoToken;
import dev.cloudrunauth.explain.RefusedHop;
import dev.cloudrunauth.explain.Sent;
import dev.cloudrunauth.text.HttpDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Handles responses that refuse a hop: a token that was refused as invalid is dropped, and the
 * cause is explained in the log. The response reaches the application unchanged, and its body is
 * never read.
 *
 * <p>Any thread may call; none waits.
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

  /** Handles a response for which {@link Answer#mayBeRefusal} is true. */
  void look(IncomingResponse hop) throws Throwable {
    var destination = policy == null ? null : destination(policy, hop.request);
    String sent = null;
    if (policy != null && destination != null) {
      policy.received(hop.status);
      sent = hop.sentByAgent;
      if (sent != null && isInvalidToken(hop)) {
        policy.refused(destination.audience(), sent, dateMillis(hop));
      }
    }
    explain(hop, destination, sent);
  }

  private static boolean isInvalidToken(IncomingResponse hop) throws Throwable {
    return hop.status == HopPolicy.UNAUTHORIZED
        && InvalidTokenChallenge.isIn(
            hop.headers("WWW-Authenticate"),
            credentialOf(hop.request, HeaderChoice.STANDARD) != null);
  }

  private static @Nullable Destination destination(HopPolicy policy, OutgoingRequest request)
      throws Throwable {
    return policy.destination(request.scheme(), request.host(), request.port());
  }

  private void explain(
      IncomingResponse hop, @Nullable Destination destination, @Nullable String sent)
      throws Throwable {
    var request = hop.request;
    var scheme = request.scheme();
    var host = request.host();
    if (scheme == null || host == null || !isOurBusiness(request, host, destination)) {
      return;
    }
    var answer =
        hop.grpcStatus == null
            ? Answer.of(hop.status, dateMillis(hop), hop::headers)
            : Answer.ofGrpc(hop.status, hop.grpcStatus, dateMillis(hop), hop::headers);
    if (!answer.mayBeExplained()) {
      return;
    }
    var target =
        new RefusedHop.Target(
            scheme, host, request.port(), destination != null || isConfiguredForHttps(request));
    var credential = credential(request, sent);
    explainer.explain(refused(hop, target, destination, credential, answer));
  }

  private RefusedHop refused(
      IncomingResponse hop,
      RefusedHop.Target target,
      @Nullable Destination destination,
      @Nullable Sent credential,
      Answer answer)
      throws Throwable {
    if (credential != null && hop.sentByAgent != null) {
      return RefusedHop.with(target, credential, answer);
    }
    var noToken = noToken(hop.request, destination);
    return credential == null
        ? RefusedHop.without(target, noToken, answer)
        : RefusedHop.with(target, credential, noToken, answer);
  }

  /** The 404 responses and redirects of all other sites come here too. */
  private boolean isOurBusiness(
      OutgoingRequest request, String host, @Nullable Destination destination) throws Throwable {
    return destination != null || CloudRunHost.of(host) != null || isConfiguredForHttps(request);
  }

  private boolean isConfiguredForHttps(OutgoingRequest request) throws Throwable {
    return policy != null
        && "http".equals(request.scheme())
        && policy.destination("https", request.host(), -1) != null;
  }

  /** The header that Cloud Run has checked. */
  private @Nullable Sent credential(OutgoingRequest request, @Nullable String sent)
      throws Throwable {
    if (sent != null && policy != null) {
      var standard = credentialOf(request, HeaderChoice.STANDARD);
      var serverless = credentialOf(request, HeaderChoice.SERVERLESS);
      var header = policy.header(standard != null, serverless != null);
      return Sent.byAgent(header == null ? HeaderChoice.STANDARD : header, sent);
    }
    var standard = first(request, HeaderChoice.STANDARD);
    var serverless = first(request, HeaderChoice.SERVERLESS);
    if (serverless != null) {
      return Sent.byApplication(HeaderChoice.SERVERLESS, serverless);
    }
    return standard == null ? null : Sent.byApplication(HeaderChoice.STANDARD, standard);
  }

  /** What the application had set in a header, unless the agent's token has replaced it. */
  private static @Nullable String credentialOf(OutgoingRequest request, String header)
      throws Throwable {
    var value = first(request, header);
    return value == null || RemovedSignature.isIn(value) ? null : value;
  }

  private static @Nullable String first(OutgoingRequest request, String header) throws Throwable {
    var values = request.headers(header);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  private NoToken noToken(OutgoingRequest request, @Nullable Destination destination)
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
    if ("http".equals(request.scheme())) {
      return NoToken.PLAIN_HTTP;
    }
    if (destination == null) {
      return NoToken.NOT_CONFIGURED;
    }
    var host = first(request, HostHeader.NAME);
    if (host != null
        && !HostHeader.namesTarget(List.of(host), String.valueOf(request.host()), request.port())) {
      return NoToken.otherHost(host);
    }
    boolean hasStandard = credentialOf(request, HeaderChoice.STANDARD) != null;
    boolean hasServerless = credentialOf(request, HeaderChoice.SERVERLESS) != null;
    if (policy.header(hasStandard, hasServerless) == null) {
      return NoToken.OWN_CREDENTIAL;
    }
    var why = policy.whyPassedThrough(destination.audience());
    return why == null ? NoToken.NOT_WRITTEN : NoToken.failed(why);
  }

  private static long dateMillis(IncomingResponse hop) {
    var dates = hop.headers("Date");
    return dates.isEmpty() ? 0 : HttpDate.millis(dates.get(0));
  }
}
