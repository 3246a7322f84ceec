package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.federation.ExternalAccount;
import dev.cloudrunauth.local.iam.IamRefusals;
import dev.cloudrunauth.local.iam.ImpersonationRequest;
import dev.cloudrunauth.local.metadata.GkeRefusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is at home may speak for a service account, in one step or in several. */
class ImpersonationTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String INVENTORY = "https://inventory-4fjx2k-uc.a.run.app";
  private static final String GET = "send HTTP/2 GET " + ORDERS + "/orders/1001";

  private static final String CALLER = "orders-caller@demo-project.iam.gserviceaccount.com";
  private static final String BETWEEN = "between@demo-project.iam.gserviceaccount.com";
  private static final String KEY_HOLDER = "key-holder@demo-project.iam.gserviceaccount.com";
  private static final String STRANGER = "stranger@demo-project.iam.gserviceaccount.com";
  private static final String TOKEN_CREATOR = "--role=roles/iam.serviceAccountTokenCreator";
  private static final int MANY = 1_000;
  private static final String PERSON = "jane@example.com";
  private static final String WORKLOAD = "build-7";

  /** Far more time than a busy machine needs, as the default of 5 s would not be. */
  private static final String PATIENT = "token-timeout=60s,";

  private static final String IMPERSONATE =
      PATIENT + "impersonate=" + CALLER + ",audiences=" + ORDERS;

  @TempDir Path folder;
  private LocalCloudRun cloudRun;

  @BeforeEach
  void start() {
    cloudRun =
        LocalCloudRun.builder()
            .service(LocalCloudRun.sampleServices().get(0).invoker(CALLER))
            .mayImpersonate(LocalCloudRun.DEFAULT_PRINCIPAL, CALLER)
            .mayImpersonate(KEY_HOLDER, CALLER)
            .mayImpersonate(PERSON, CALLER)
            .mayImpersonate(PERSON, BETWEEN)
            .mayImpersonate(BETWEEN, CALLER)
            .mayImpersonate(ExternalAccount.withUrl(WORKLOAD).principal(), CALLER)
            .mayImpersonate(ExternalAccount.withUrl(WORKLOAD).principal(), BETWEEN)
            .start();
  }

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  @Test
  void theMetadataServersAccountImpersonates() {
    var result = caller(GET, GET).agent(IMPERSONATE).environment(cloudRun.environment()).run();

    assertSpokenFor(result, 2);
    assertEquals(List.of(minted(LocalCloudRun.DEFAULT_PRINCIPAL)), impersonations());
  }

  @Test
  void aKeyImpersonates() throws IOException {
    var key = cloudRun.writeServiceAccountKey(folder.resolve("key.json"), KEY_HOLDER);
    assertSpokenFor(callerWith(key, GET, GET).agent(IMPERSONATE).run(), 2);
    assertEquals(List.of(minted(KEY_HOLDER)), impersonations());
    assertEquals(1, cloudRun.tokenEndpoint().received().size());
  }

  @Test
  void aPersonImpersonates() throws IOException {
    assertSpokenFor(callerWith(person(), GET, GET).agent(IMPERSONATE).run(), 2);
    assertEquals(List.of(minted(PERSON)), impersonations());
    assertEquals(1, cloudRun.tokenEndpoint().received().size());
  }

  @Test
  void aPersonAloneIsToldToImpersonateAndSendsNothing() throws IOException {
    var result = callerWith(person(), GET).agent(PATIENT + "audiences=" + ORDERS).run();

    assertFailed(
        result,
        "user credentials (",
        "set \"impersonate\" to a service account",
        "or set \"user-credentials: true\"");
    assertEquals(List.of(), cloudRun.tokenEndpoint().received());
    assertEquals(List.of(), impersonations());
  }

  @Test
  void aFileThatImpersonatesSpeaksForItsAccount() throws IOException {
    var file =
        cloudRun.writeImpersonatedCredentials(
            folder.resolve("adc.json"), person(), CALLER, BETWEEN);
    assertSpokenFor(callerWith(file, GET, GET).agent(PATIENT + "audiences=" + ORDERS).run(), 2);
    var minted = impersonations();
    assertEquals(1, minted.size());
    assertEquals(PERSON, minted.get(0).caller());
    assertEquals(List.of(BETWEEN), minted.get(0).delegates());
    assertEquals(Optional.of(ORDERS), minted.get(0).audience());
    assertTrue(minted.get(0).includeEmail());
  }

  @Test
  void theAccountOfAFileThatImpersonatesImpersonatesTheConfiguredOne() throws IOException {
    var file = cloudRun.writeImpersonatedCredentials(folder.resolve("adc.json"), person(), BETWEEN);
    assertSpokenFor(callerWith(file, GET, GET).agent(IMPERSONATE).run(), 2);
    assertChainOver(PERSON);
  }

  @Test
  void aWorkloadElsewhereSpeaksForTheAccountOfItsFile() throws IOException {
    var workload = ExternalAccount.withFile(WORKLOAD, folder.resolve("subject"));
    var file =
        cloudRun.writeExternalAccount(
            folder.resolve("federation.json"), workload.impersonating(CALLER));
    assertSpokenFor(callerWith(file, GET, GET).agent(PATIENT + "audiences=" + ORDERS).run(), 2);
    assertEquals(List.of(minted(workload.principal())), impersonations());
    assertEquals(1, cloudRun.securityTokenService().received().size());
  }

  @Test
  void aWorkloadElsewhereImpersonatesTheConfiguredAccount() throws IOException {
    var workload = ExternalAccount.withUrl(WORKLOAD).inJson();
    var file = cloudRun.writeExternalAccount(folder.resolve("federation.json"), workload);
    assertSpokenFor(callerWith(file, GET, GET).agent(IMPERSONATE).run(), 2);
    assertEquals(List.of(minted(workload.principal())), impersonations());
    assertEquals(1, cloudRun.securityTokenService().received().size());
  }

  @Test
  void theAccountOfAWorkloadElsewhereImpersonatesTheConfiguredOne() throws IOException {
    var workload = ExternalAccount.withUrl(WORKLOAD);
    var file =
        cloudRun.writeExternalAccount(
            folder.resolve("federation.json"), workload.impersonating(BETWEEN));
    assertSpokenFor(callerWith(file, GET, GET).agent(IMPERSONATE).run(), 2);
    assertChainOver(workload.principal());
    assertEquals(1, cloudRun.securityTokenService().received().size());
  }

  @Test
  void aProgramThatIsNotAllowedIsNotRunAndTheVariableIsTold() throws IOException {
    var result = callerWith(program("cat"), GET).agent("audiences=" + ORDERS).run();

    assertFailed(result, "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES");
    assertEquals(List.of(), cloudRun.securityTokenService().received());
  }

  @Test
  void aProgramPrintsTheTokenOfAWorkloadElsewhere() throws IOException {
    var result =
        callerWith(program("cat"), GET, GET)
            .environment(Map.of("GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES", "1"))
            .agent(PATIENT + "audiences=" + ORDERS)
            .run();

    assertSpokenFor(result, 2);
  }

  @Test
  void aProgramThatDoesNotEndIsWaitedForNoLongerThanAnyOtherSource() throws IOException {
    var result =
        callerWith(program("tail -f"), GET)
            .environment(Map.of("GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES", "1"))
            .agent("token-timeout=1s,audiences=" + ORDERS)
            .run();

    assertFailed(result, ") by its executable impersonating", "no answer from the token source");
  }

  private Path program(String command) throws IOException {
    var token = folder.resolve("printed.json");
    return cloudRun.writeExternalAccount(
        folder.resolve("federation.json"),
        ExternalAccount.withFile(WORKLOAD, token)
            .runningProgram(command + " " + token)
            .impersonating(CALLER));
  }

  @Test
  void twoServicesCostOneAccessToken() throws IOException {
    var result =
        callerWith(person(), GET, "send HTTP/2 GET " + INVENTORY + "/")
            .agent(PATIENT + "impersonate=" + CALLER + ",audiences=" + ORDERS + ";" + INVENTORY)
            .run();

    assertEquals("200 HTTP_2", result.out().get(0));
    assertEquals(
        List.of(Optional.of(ORDERS), Optional.of(INVENTORY)),
        impersonations().stream().map(ImpersonationRequest::audience).toList());
    assertEquals(1, cloudRun.tokenEndpoint().received().size());
  }

  @Test
  void whoMayNotImpersonateIsToldTheRoleAndAskedOnce() throws IOException {
    var key = cloudRun.writeServiceAccountKey(folder.resolve("key.json"), STRANGER);
    var result = callerWith(key, GET).agent(IMPERSONATE).run();

    assertFailed(
        result,
        "iamcredentials.googleapis.com answered 403: Permission"
            + " 'iam.serviceAccounts.getOpenIdToken' denied",
        "gcloud iam service-accounts add-iam-policy-binding " + CALLER,
        TOKEN_CREATOR);
    assertEquals(1, impersonations().size());
  }

  static Stream<Arguments> refusalsOfIam() {
    return Stream.of(
        arguments(
            IamRefusals.apiDisabled(),
            "overview?project=123456789012 then retry",
            "gcloud services enable iamcredentials.googleapis.com --project=123456789012"),
        arguments(
            IamRefusals.scopeInsufficient(),
            "insufficient authentication scopes",
            "--scopes=cloud-platform"),
        arguments(
            IamRefusals.quotaProjectDenied(),
            "iam-admin/iam/project?project=demo-project and then retry",
            "--role=roles/serviceusage.serviceUsageConsumer"),
        arguments(
            IamRefusals.perimeterViolated(),
            "vpcServiceControlsUniqueIdentifier: hVqv8r7MF4yBJ0TbyXkYGnLm1NB6rJ6Sg0tV5sB2fXm9",
            "perimeter of VPC Service Controls"));
  }

  @ParameterizedTest
  @MethodSource("refusalsOfIam")
  void eachRefusalOfIamIsToldAsGoogleSaysItWithItsOwnMend(Fault refusal, String said, String mend) {
    cloudRun.iamCredentials().misbehave(refusal);
    var result = caller(GET).agent(IMPERSONATE).environment(cloudRun.environment()).run();

    assertFailed(result, said, mend);
    assertFalse(result.out().get(0).contains(TOKEN_CREATOR), result.out().get(0));
    assertEquals(1, impersonations().size());
  }

  static Stream<Arguments> refusalsOfGke() {
    return Stream.of(
        arguments(GkeRefusals.notAnnotated(), "answered 404: Not Found", "set \"impersonate\""),
        arguments(
            GkeRefusals.annotatedWith("storefrnt@demo-project.iam.gserviceaccount.com"),
            "answered 404: Not found; Gaia id not found for email storefrnt@",
            "kubectl annotate serviceaccount"),
        arguments(
            GkeRefusals.notBound(),
            "answered 403: Unable to generate identity token",
            "gcloud iam service-accounts add-iam-policy-binding"));
  }

  @ParameterizedTest
  @MethodSource("refusalsOfGke")
  void aPodWhoseAccountsDoNotFitIsToldTheCommandAndSpeaksForAnotherAllTheSame(
      Fault refusal, String said, String mend) {
    cloudRun.metadataServer().answerNext(MANY, refusal);
    var alone = caller(GET).agent("audiences=" + ORDERS).environment(cloudRun.environment()).run();
    assertFailed(alone, said, mend);

    var result = caller(GET, GET).agent(IMPERSONATE).environment(cloudRun.environment()).run();
    assertSpokenFor(result, 2);
    assertEquals(List.of(minted(LocalCloudRun.DEFAULT_PRINCIPAL)), impersonations());
  }

  @Test
  void anIamCredentialsApiThatIsBusyAtFirstDoesNotFailTheCall() throws IOException {
    cloudRun.iamCredentials().answerNext(2, Fault.status(503));

    assertSpokenFor(callerWith(person(), GET).agent(IMPERSONATE).run(), 1);
    assertEquals(3, impersonations().size());
    assertEquals(1, cloudRun.tokenEndpoint().received().size());
  }

  @Test
  void anIamCredentialsApiThatHangsIsAskedAgain() throws IOException {
    cloudRun.iamCredentials().answerNext(Fault.hang());

    assertSpokenFor(callerWith(person(), GET).agent(IMPERSONATE).run(), 1);
    assertEquals(2, impersonations().size());
  }

  @Test
  void aConnectionThatBreaksOffIsAskedForAgain() throws IOException {
    cloudRun.iamCredentials().answerNext(Fault.disconnect());
    cloudRun.tokenEndpoint().answerNext(Fault.disconnect());

    assertSpokenFor(callerWith(person(), GET).agent(IMPERSONATE).run(), 1);
    assertEquals(2, impersonations().size());
    assertEquals(2, cloudRun.tokenEndpoint().received().size());
  }

  @Test
  void whatTheSecurityTokenServiceRefusesIsToldAndAskedOnce() throws IOException {
    var subject = folder.resolve("subject");
    var file =
        cloudRun.writeExternalAccount(
            folder.resolve("federation.json"), ExternalAccount.withFile(WORKLOAD, subject));
    Files.writeString(subject, "forged");
    var result = callerWith(file, GET).agent(IMPERSONATE).run();

    assertFailed(
        result,
        "sts.googleapis.com answered 400: invalid_grant: The subject_token is not of this"
            + " provider, or has expired.");
    assertEquals(1, cloudRun.securityTokenService().received().size());
  }

  @Test
  void noTokenIsLoggedThoughEverybodyIsAskedToLogEverything() throws IOException {
    var logging = folder.resolve("logging.properties");
    Files.writeString(
        logging,
        """
        handlers=java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.level=ALL
        .level=ALL
        """);
    var result =
        callerWith(person(), GET)
            .environment(Map.of("GOOGLE_SDK_JAVA_LOGGING", "true"))
            .flags(List.of("-Djava.util.logging.config.file=" + logging))
            .agent("log.level=debug," + IMPERSONATE)
            .run();

    assertEquals(List.of("200 HTTP_2"), result.out());
    assertTrue(
        result.err().stream().anyMatch(line -> line.startsWith("FINE:")), "the JVM itself logs");
    for (var line : result.err()) {
      for (var secret : List.of("eyJ", "ya29", "1//", "com.google")) {
        assertFalse(line.contains(secret), line);
      }
    }
  }

  private Path person() throws IOException {
    return cloudRun.writeUserCredentials(folder.resolve("user.json"), PERSON);
  }

  private void assertSpokenFor(Fork.Result result, int calls) {
    assertEquals(List.of(), result.complaints());
    assertEquals(calls, result.out().size());
    for (var line : result.out()) {
      assertEquals("200 HTTP_2", line);
    }
    for (var request : cloudRun.received()) {
      assertEquals(CALLER, request.principal().orElse("nobody"));
    }
  }

  private void assertFailed(Fork.Result result, String... parts) {
    var line = result.out().get(0);
    assertTrue(line.startsWith("java.io.IOException: no ID token for " + ORDERS), line);
    for (var part : parts) {
      assertTrue(line.contains(part), line);
    }
    assertEquals(List.of(), cloudRun.received());
  }

  /** Somebody impersonates the account between, and that one the caller, each of them once. */
  private void assertChainOver(String first) {
    var all = impersonations();
    assertEquals(2, all.size());
    assertEquals(first, all.get(0).caller());
    assertEquals(BETWEEN, all.get(0).account());
    assertEquals("generateAccessToken", all.get(0).method());
    assertEquals(minted(BETWEEN), all.get(1));
  }

  private static ImpersonationRequest minted(String caller) {
    return new ImpersonationRequest(
        caller,
        CALLER,
        "generateIdToken",
        Optional.of(ORDERS),
        true,
        List.of(),
        List.of(),
        Optional.empty());
  }

  private List<ImpersonationRequest> impersonations() {
    return cloudRun.iamCredentials().received();
  }

  private Fork callerWith(Path credentials, String... calls) {
    return caller(calls)
        .environment(Map.of("GOOGLE_APPLICATION_CREDENTIALS", credentials.toString()));
  }

  private Fork caller(String... calls) {
    return Fork.on(Jdk.own()).flags(cloudRun.jvmFlags()).program("Caller", List.of(), calls);
  }
}
