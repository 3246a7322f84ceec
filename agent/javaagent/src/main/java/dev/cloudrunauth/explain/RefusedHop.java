package dev.cloudrunauth.explain;

import dev.cloudrunauth.audience.AsciiCase;
import dev.cloudrunauth.text.Printable;
import org.jspecify.annotations.Nullable;

/** A request that was refused, as far as it takes to say why. Immutable. */
public final class RefusedHop {

  private static final String GATEWAYS = ".gateway.dev";

  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  final String scheme;
  final String host;
  final boolean isConfigured;
  final Answer answer;

  /** What Cloud Run has checked, or {@code null} if there was nothing to check. */
  final @Nullable Sent sent;

  /** Where the agent has sent nothing, why. */
  final NoToken noToken;

  /** What the host says of the service, or {@code null} if it is not below run.app. */
  final @Nullable CloudRunHost cloudRunHost;

  private final String port;

  private RefusedHop(Target target, Answer answer, @Nullable Sent sent, NoToken noToken) {
    this.scheme = target.scheme;
    this.host = target.host;
    this.isConfigured = target.isConfigured;
    this.port = target.port;
    this.answer = answer;
    this.sent = sent;
    this.noToken = noToken;
    this.cloudRunHost = CloudRunHost.of(target.host);
  }

  /**
   * A request with the agent's token.
   *
   * @param target where it went
   * @param sent the one header that Cloud Run checks
   * @param answer what came back
   */
  public static RefusedHop with(Target target, Sent sent, Answer answer) {
    return new RefusedHop(target, answer, sent, NoToken.OWN_CREDENTIAL);
  }

  /**
   * A request with a credential of the application's own.
   *
   * @param target where it went
   * @param sent the one header that Cloud Run checks
   * @param noToken why the agent has sent none beside it
   * @param answer what came back
   */
  public static RefusedHop with(Target target, Sent sent, NoToken noToken, Answer answer) {
    return new RefusedHop(target, answer, sent, noToken);
  }

  /**
   * A request without any.
   *
   * @param target where it went
   * @param noToken why
   * @param answer what came back
   */
  public static RefusedHop without(Target target, NoToken noToken, Answer answer) {
    return new RefusedHop(target, answer, null, noToken);
  }

  /** Who has answered. API Gateway has the name of Google's front end on answers of its own. */
  Answer.Speaker speaker() {
    return answer.speaker == Answer.Speaker.SERVICE && AsciiCase.lower(host).endsWith(GATEWAYS)
        ? Answer.Speaker.UNKNOWN
        : answer.speaker;
  }

  /** The origin as it was called. */
  String origin() {
    return scheme + "://" + Printable.text(host) + port;
  }

  /** The audience that every Cloud Run service accepts at this origin: https, and no tag. */
  String audience() {
    var untagged = cloudRunHost == null ? host : cloudRunHost.untagged();
    return "https://" + Printable.text(untagged) + (scheme.equals("https") ? port : "");
  }

  /** Where a request went, and whether the configuration has an audience for it. Immutable. */
  public static final class Target {
    private final String scheme;
    private final String host;
    private final String port;
    private final boolean isConfigured;

    /**
     * Creates a target.
     *
     * @param scheme {@code https} or {@code http}
     * @param host the URL's host
     * @param port its port, or -1 for the default
     * @param isConfigured whether the configuration has an audience for it
     */
    public Target(String scheme, String host, int port, boolean isConfigured) {
      this.scheme = scheme;
      this.host = host;
      int defaultPort = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
      this.port = port == -1 || port == defaultPort ? "" : ":" + port;
      this.isConfigured = isConfigured;
    }
  }
}
