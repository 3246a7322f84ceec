package dev.cloudrunauth.benchmark.contract;

import dev.cloudrunauth.benchmark.Application;
import dev.cloudrunauth.benchmark.CallResult;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.identity.IdTokens;
import dev.cloudrunauth.local.identity.SigningKey;
import dev.cloudrunauth.local.metadata.MetadataServer;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** An application, and the stand-in that is made to misbehave for it. Not for several threads. */
final class Situation {

  private static final String SERVICE = "https://orders-4fjx2k-uc.a.run.app";
  private static final String OTHER_SERVICE = "https://catalog-4fjx2k-uc.a.run.app";

  private final LocalCloudRun cloudRun;
  private final Application application;

  Situation(LocalCloudRun cloudRun, Application application) {
    this.cloudRun = cloudRun;
    this.application = application;
  }

  static LocalCloudRun cloudRun() {
    return LocalCloudRun.builder().service(PrivateService.at(SERVICE)).start();
  }

  /** The origin of the service that is called. */
  static String service(LocalCloudRun cloudRun) {
    return SERVICE + ":" + cloudRun.httpsPort();
  }

  /**
   * Lets the application load its HTTP client and open its connections, so that callers wait for
   * tokens and not for TLS. The service refuses these calls, and no token is fetched for them.
   */
  void openConnections(int connections) throws IOException {
    call(connections, "connect");
    if (requestsToSource() > 0) {
      throw new IOException("a token was fetched before the first call");
    }
    cloudRun.clear();
  }

  /** Lets the application have a token that will end soon, and forgets how it came by it. */
  void haveTokenThatLives(Duration left) throws IOException {
    source().answerNext(tokenThatLives(left));
    var result = inTurn(1);
    if (result.failed() > 0) {
      throw new IOException("the first call of all failed: " + result.firstFailure());
    }
    cloudRun.clear();
  }

  CallResult together(int callers) throws IOException {
    return call(callers, "together");
  }

  CallResult inTurn(int callers) throws IOException {
    return call(callers, "in-turn");
  }

  MetadataServer source() {
    return cloudRun.metadataServer();
  }

  Fault tokenThatLives(Duration left) {
    return token(service(cloudRun), left);
  }

  Fault tokenOfAnotherService() {
    return token(OTHER_SERVICE, Duration.ofHours(1));
  }

  /** All is right with it but its signature, which only the service can tell. */
  Fault tokenThatServicesRefuse() {
    var stranger = new IdTokens(SigningKey.generate(), Clock.systemUTC(), Duration.ofHours(1));
    return Fault.body(
        stranger.issue(
            service(cloudRun),
            LocalCloudRun.DEFAULT_PRINCIPAL,
            Instant.now().plus(Duration.ofHours(1))));
  }

  /** How often the source was asked for an ID token. */
  int requestsToSource() {
    return source().idTokenRequests().size();
  }

  /** How many requests have brought something to the service that it had to refuse. */
  long badTokens() {
    return cloudRun.received().stream().filter(Situation::hasBadToken).count();
  }

  private static boolean hasBadToken(ReceivedRequest request) {
    return request.headers().has("Authorization") && request.token().isEmpty();
  }

  private Fault token(String audience, Duration left) {
    var end = Instant.now().plus(left);
    return Fault.body(cloudRun.issueToken(audience, LocalCloudRun.DEFAULT_PRINCIPAL, end));
  }

  private CallResult call(int callers, String how) throws IOException {
    return CallResult.read(application.ask(callers + " " + how + " " + service(cloudRun) + "/"));
  }
}
