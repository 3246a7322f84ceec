package dev.cloudrunauth.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.IdTokenProvider;
import com.google.auth.oauth2.IdTokenProvider.Option;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.auth.oauth2.UserCredentials;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cloudrunauth.local.federation.ExternalAccount;
import dev.cloudrunauth.local.federation.TokenExchange;
import dev.cloudrunauth.local.identity.TokenRequest;
import java.io.IOException;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Google's own library, with every kind of credentials file that the stand-in writes. */
class GoogleLibraryTest {

  private static final String AUDIENCE = "https://orders-4fjx2k-uc.a.run.app";
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final String ACCOUNT = "account@demo-project.iam.gserviceaccount.com";
  private static final String MIDDLE = "middle@demo-project.iam.gserviceaccount.com";
  private static final String USER = "ada@example.com";
  private static final ExternalAccount WORKLOAD = ExternalAccount.withUrl("build-robot");

  private static LocalCloudRun cloudRun;
  private static HttpTransport transport;
  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    cloudRun =
        LocalCloudRun.builder()
            .mayImpersonate(USER, ACCOUNT)
            .mayImpersonate(WORKLOAD.principal(), ACCOUNT)
            .mayImpersonate(WORKLOAD.principal(), MIDDLE)
            .mayImpersonate(LocalCloudRun.DEFAULT_PRINCIPAL, MIDDLE)
            .mayImpersonate(MIDDLE, ACCOUNT)
            .start();
    var proxy = new Proxy(Proxy.Type.HTTP, Application.proxy(cloudRun));
    transport =
        new NetHttpTransport.Builder()
            .setConnectionFactory(
                url ->
                    (java.net.HttpURLConnection)
                        url.openConnection(
                            url.getHost().equals("127.0.0.1") ? Proxy.NO_PROXY : proxy))
            .setSslSocketFactory(Application.trusting(cloudRun).getSocketFactory())
            .build();
  }

  @AfterAll
  static void stop() {
    cloudRun.close();
  }

  @BeforeEach
  void forget() {
    cloudRun.clear();
  }

  @Test
  void keyOfAServiceAccountMintsAnIdToken() throws Exception {
    var claims = claims(read(cloudRun.writeServiceAccountKey(file("key"))), AUDIENCE);
    assertEquals(LocalCloudRun.DEFAULT_PRINCIPAL, claims.getStringClaim("email"));
  }

  @Test
  void tokenOfAUserIsForTheClientAlone() throws Exception {
    var credentials = read(cloudRun.writeUserCredentials(file("user"), USER));
    var claims = claims(credentials, AUDIENCE);
    assertEquals(
        List.of(assertInstanceOf(UserCredentials.class, credentials).getClientId()),
        claims.getAudience());
    assertEquals(USER, claims.getStringClaim("email"));
    assertEquals(
        List.of(new TokenRequest(USER, Optional.empty())), cloudRun.tokenEndpoint().received());
  }

  @Test
  void userImpersonatesAnAccount() throws Exception {
    assertImpersonates(read(cloudRun.writeUserCredentials(file("user"), USER)), USER);
  }

  @Test
  void workloadWithAUrlImpersonatesAnAccount() throws Exception {
    for (var workload : List.of(WORKLOAD, WORKLOAD.inJson())) {
      cloudRun.clear();
      var credentials = read(cloudRun.writeExternalAccount(file("federated"), workload));
      assertImpersonates(credentials, WORKLOAD.principal());
      assertEquals(1, cloudRun.subjectTokenSource().received().size());
      assertEquals(
          List.of(WORKLOAD.principal()),
          cloudRun.securityTokenService().received().stream()
              .map(TokenExchange::principal)
              .toList());
    }
  }

  @Test
  void workloadWithAFileImpersonatesAnAccount() throws Exception {
    var workload = ExternalAccount.withFile("build-robot", folder.resolve("subject-token"));
    for (var form : List.of(workload, workload.inJson())) {
      var credentials = read(cloudRun.writeExternalAccount(file("federated"), form));
      assertImpersonates(credentials, WORKLOAD.principal());
    }
    assertEquals(List.of(), cloudRun.subjectTokenSource().received());
  }

  @Test
  void impersonationUrlOfAWorkloadIsFollowed() throws Exception {
    var file = cloudRun.writeExternalAccount(file("federated"), WORKLOAD.impersonating(MIDDLE));
    assertImpersonates(read(file), MIDDLE);
    var generated = cloudRun.iamCredentials().received().get(0);
    assertEquals("generateAccessToken", generated.method());
    assertEquals(MIDDLE, generated.account());
    assertEquals(WORKLOAD.principal(), generated.caller());
  }

  @Test
  void impersonatedCredentialsGoThroughTheirDelegates() throws Exception {
    var file =
        cloudRun.writeImpersonatedCredentials(
            file("impersonated"), cloudRun.writeServiceAccountKey(file("key")), ACCOUNT, MIDDLE);
    var claims = claims(read(file), AUDIENCE);
    assertEquals(ACCOUNT, claims.getStringClaim("email"));
    var request = cloudRun.iamCredentials().received().get(0);
    assertEquals(LocalCloudRun.DEFAULT_PRINCIPAL, request.caller());
    assertEquals(List.of(MIDDLE), request.delegates());
  }

  @Test
  void impersonatedCredentialsOfAUserWorkToo() throws Exception {
    var file =
        cloudRun.writeImpersonatedCredentials(
            file("impersonated"), cloudRun.writeUserCredentials(file("user"), USER), ACCOUNT);
    assertEquals(ACCOUNT, claims(read(file), AUDIENCE).getStringClaim("email"));
  }

  @Test
  void refusalReachesTheLibrary() throws Exception {
    var credentials = read(cloudRun.writeUserCredentials(file("user"), "eve@example.com"));
    var refusal =
        assertThrows(IOException.class, () -> impersonating(credentials).refreshAccessToken());
    assertTrue(String.valueOf(refusal.getCause()).contains("getAccessToken"));
  }

  private void assertImpersonates(GoogleCredentials source, String caller) throws Exception {
    var claims = claims(impersonating(source), AUDIENCE);
    assertEquals(List.of(AUDIENCE), claims.getAudience());
    assertEquals(ACCOUNT, claims.getStringClaim("email"));
    var received = cloudRun.iamCredentials().received();
    var request = received.get(received.size() - 1);
    assertEquals(caller, request.caller());
    assertEquals("generateIdToken", request.method());
    assertTrue(request.includeEmail());
  }

  private static ImpersonatedCredentials impersonating(GoogleCredentials source) {
    return ImpersonatedCredentials.newBuilder()
        .setSourceCredentials(source.createScoped(SCOPE))
        .setTargetPrincipal(ACCOUNT)
        .setScopes(List.of(SCOPE))
        .setHttpTransportFactory(() -> transport)
        .build();
  }

  private static JWTClaimsSet claims(GoogleCredentials credentials, String audience)
      throws Exception {
    var token =
        assertInstanceOf(IdTokenProvider.class, credentials)
            .idTokenWithAudience(audience, List.of(Option.INCLUDE_EMAIL));
    return SignedJWT.parse(token.getTokenValue()).getJWTClaimsSet();
  }

  private Path file(String name) {
    return folder.resolve(name + ".json");
  }

  private static GoogleCredentials read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return GoogleCredentials.fromStream(in, () -> transport);
    }
  }
}
