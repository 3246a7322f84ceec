package dev.cloudrunauth.local.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.cloudrunauth.local.Application;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.MutableClock;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.http.Body;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityTokenServiceTest {

  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  private static final MutableClock CLOCK = new MutableClock();
  private static LocalCloudRun cloudRun;
  private static Application application;
  private static ExternalAccount workload;
  private static JsonObject credentials;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    cloudRun = LocalCloudRun.builder().clock(CLOCK).start();
    application = Application.of(cloudRun);
    workload = ExternalAccount.withUrl("build-robot");
    var file = cloudRun.writeExternalAccount(folder.resolve("credentials.json"), workload);
    credentials = Body.of(Files.readAllBytes(file)).json().getAsJsonObject();
  }

  @AfterAll
  static void stop() {
    cloudRun.close();
  }

  @BeforeEach
  void forget() {
    cloudRun.clear();
    cloudRun.securityTokenService().recover();
    cloudRun.subjectTokenSource().recover();
  }

  @Test
  void subjectTokenBuysAnAccessToken() {
    var answer = json(200, exchange(Map.of()));
    assertTrue(answer.get("access_token").getAsString().startsWith("ya29."));
    assertEquals("Bearer", answer.get("token_type").getAsString());
    assertEquals(3600, answer.get("expires_in").getAsInt());
    assertEquals(
        "urn:ietf:params:oauth:token-type:access_token",
        answer.get("issued_token_type").getAsString());
    assertEquals(
        List.of(
            new TokenExchange(
                workload.principal(),
                "//iam.googleapis.com/projects/123456789012/locations/global"
                    + "/workloadIdentityPools/demo-pool/providers/demo-provider",
                "urn:ietf:params:oauth:token-type:jwt",
                List.of(SCOPE))),
        cloudRun.securityTokenService().received());
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type, refresh_token, unsupported_grant_type",
    "audience, //iam.googleapis.com/projects/1/providers/other, invalid_target",
    "subject_token_type, urn:ietf:params:oauth:token-type:saml2, invalid_request",
    "requested_token_type, urn:ietf:params:oauth:token-type:jwt, invalid_request",
    "scope, '', invalid_scope",
    "subject_token, garbage, invalid_grant"
  })
  void everyFieldIsChecked(String field, String value, String error) {
    assertEquals(error, json(400, exchange(Map.of(field, value))).get("error").getAsString());
    assertEquals(1, cloudRun.securityTokenService().received().size());
  }

  @Test
  void subjectTokenEndsAfterAnHour() {
    String token = subjectToken("Metadata", "True").body();
    CLOCK.advance(Duration.ofHours(1));
    var answer = exchange(Map.of("subject_token", token));
    assertEquals("invalid_grant", json(400, answer).get("error").getAsString());
    assertEquals(
        TokenExchange.NOBODY, cloudRun.securityTokenService().received().get(0).principal());
  }

  @Test
  void subjectTokenNeedsTheHeader() {
    assertEquals(400, subjectToken("Metadata", "False").statusCode());
    assertEquals(200, subjectToken("Metadata", "True").statusCode());
    assertEquals(2, cloudRun.subjectTokenSource().received().size());
  }

  @Test
  void bothServersFailAsScripted() {
    cloudRun.subjectTokenSource().answerNext(Fault.status(500));
    assertEquals(500, subjectToken("Metadata", "True").statusCode());
    cloudRun.securityTokenService().misbehave(Fault.status(503));
    assertEquals(503, exchange(Map.of()).statusCode());
  }

  private static HttpResponse<String> exchange(Map<String, String> changes) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
    fields.put("audience", credentials.get("audience").getAsString());
    fields.put("scope", SCOPE);
    fields.put("requested_token_type", "urn:ietf:params:oauth:token-type:access_token");
    fields.put("subject_token_type", credentials.get("subject_token_type").getAsString());
    fields.put("subject_token", subjectToken("Metadata", "True").body());
    fields.putAll(changes);
    fields.values().removeIf(String::isEmpty);
    String form =
        fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return application.send(
        HttpRequest.newBuilder(URI.create(credentials.get("token_url").getAsString()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  private static HttpResponse<String> subjectToken(String header, String value) {
    var source = credentials.getAsJsonObject("credential_source");
    return application.get(source.get("url").getAsString(), header, value);
  }

  private static JsonObject json(int status, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode());
    return Body.of(answer.body()).json().getAsJsonObject();
  }
}
