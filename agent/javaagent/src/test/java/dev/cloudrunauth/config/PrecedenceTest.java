package dev.cloudrunauth.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.AudienceTable;
import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.instrumentation.HeaderChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrecedenceTest {
  private static final String MINIMAL = "audiences: [https://orders.example.com]\n";

  @TempDir Path directory;
  private Sources sources;

  @BeforeEach
  void anEmptyDirectory() {
    sources = new Sources(directory);
  }

  @Test
  void oneAudienceIsAConfigurationAndTheRestIsDefaults() throws ConfigurationException {
    Settings settings = sources.file(MINIMAL).read();
    assertEquals(Enabled.AUTO, settings.enabled());
    assertNotNull(settings.audiences().find("https", "orders.example.com", 443));
    assertNull(settings.impersonate());
    assertEquals(HeaderChoice.AUTO, settings.header());
    assertEquals(OnFailure.FAIL, settings.onFailure());
    assertEquals(Duration.ofSeconds(5), settings.tokenTimeout());
    assertTrue(settings.isOn("okhttp"));
    assertTrue(settings.isOn("java-net-http"));
    assertEquals(LogLevel.INFO, settings.logLevel());
    assertEquals(LogFormat.AUTO, settings.logFormat());
    assertFalse(settings.strict());
    assertEquals("default", settings.place(Key.HEADER) + "");
    assertEquals("config/cloud-run-auth.yaml:1:12", settings.place(Key.AUDIENCES) + "");
    assertEquals("config/cloud-run-auth.yaml", settings.place(Key.CONFIG) + "");
    assertNull(settings.place(Key.IMPERSONATE));
  }

  @Test
  void everyKeyOfTheFileIsRead() throws ConfigurationException {
    Settings settings =
        sources
            .file(
                """
                enabled: true
                audiences: [https://orders.example.com]
                impersonate: caller@my-project.iam.gserviceaccount.com
                header: x-serverless-authorization
                on-failure: pass-through
                token-timeout: 500ms
                clients: {okhttp: false, java-net-http: "false"}
                log: {level: trace, format: json}
                strict: true
                """)
            .read();
    assertEquals(Enabled.TRUE, settings.enabled());
    assertEquals("caller@my-project.iam.gserviceaccount.com", settings.impersonate());
    assertEquals(HeaderChoice.X_SERVERLESS_AUTHORIZATION, settings.header());
    assertEquals(OnFailure.PASS_THROUGH, settings.onFailure());
    assertEquals(Duration.ofMillis(500), settings.tokenTimeout());
    assertFalse(settings.isOn("okhttp"));
    assertFalse(settings.isOn("java-net-http"));
    assertEquals(LogLevel.TRACE, settings.logLevel());
    assertEquals(LogFormat.JSON, settings.logFormat());
    assertTrue(settings.strict());
    assertEquals("config/cloud-run-auth.yaml:8:14", settings.place(Key.LOG_LEVEL) + "");
    assertEquals(
        "[https://orders.example.com as caller@my-project.iam.gserviceaccount.com]",
        settings.audiences().fixedAudiences().toString());
  }

  @Test
  void theArgumentWinsOverThePropertyOverTheVariableOverTheFile() throws ConfigurationException {
    sources.file(MINIMAL + "log: {level: error}\n");
    assertLevel(LogLevel.ERROR, "config/cloud-run-auth.yaml:2:14");
    sources.variable("CLOUD_RUN_AUTH_LOG_LEVEL", "warn");
    assertLevel(LogLevel.WARN, "environment variable CLOUD_RUN_AUTH_LOG_LEVEL");
    sources.property("cloudrunauth.log.level", "debug");
    assertLevel(LogLevel.DEBUG, "system property cloudrunauth.log.level");
    sources.argument("log.level=trace");
    assertLevel(LogLevel.TRACE, "agent argument");
  }

  @Test
  void everyKeyHasAPropertyAndAVariable() throws ConfigurationException {
    assertEquals("cloudrunauth.clients.java-net-http", Key.ofClient("java-net-http").property());
    assertEquals("CLOUD_RUN_AUTH_CLIENTS_JAVA_NET_HTTP", Key.ofClient("java-net-http").variable());
    sources.file(MINIMAL);
    for (Key key : Key.all()) {
      if (key != Key.CONFIG && key.defaultValue() != null) {
        sources.variable(key.variable(), key.defaultValue());
        assertEquals("environment variable " + key.variable(), sources.read().place(key) + "");
        sources.property(key.property(), key.defaultValue());
        assertEquals("system property " + key.property(), sources.read().place(key) + "");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example.com,https://b.example.com",
        "https://a.example.com;https://b.example.com/",
        " https://a.example.com  https://b.example.com, ",
      })
  void audiencesOfAVariableAreSeparatedByCommasSemicolonsOrSpaces(String list)
      throws ConfigurationException {
    Settings settings = sources.file(MINIMAL).variable("CLOUD_RUN_AUTH_AUDIENCES", list).read();
    assertEquals(
        "[https://a.example.com, https://b.example.com]",
        settings.audiences().fixedAudiences().toString());
  }

  @Test
  void theArgumentCanHoldAllOfTheConfiguration() throws ConfigurationException {
    Settings settings =
        sources
            .argument(
                "audiences=https://a.example.com;https://b.example.com, on-failure=pass-through")
            .read();
    assertEquals(2, settings.audiences().rules().size());
    assertEquals(OnFailure.PASS_THROUGH, settings.onFailure());
  }

  @ParameterizedTest
  @CsvSource({
    "other.yaml, agent argument",
    "'config=other.yaml,log.level=debug', agent argument",
  })
  void theArgumentNamesTheFile(String argument, String place) throws ConfigurationException {
    sources.file("other.yaml", MINIMAL).file("broken: [").argument(argument);
    assertEquals(place, sources.read().place(Key.CONFIG) + "");
  }

  @ParameterizedTest
  @CsvSource({
    "other.yaml, option --config",
    "' other.yaml ', option --config",
    "a=b.yaml, option --config",
    "'', config/cloud-run-auth.yaml",
    "' ', config/cloud-run-auth.yaml",
  })
  void theOptionOfACommandNamesTheFileUnlessItIsBlank(String file, String place)
      throws ConfigurationException {
    sources.file("other.yaml", MINIMAL).file("a=b.yaml", MINIMAL).file(MINIMAL);
    assertEquals(place, sources.readFile("--config", file).place(Key.CONFIG) + "");
  }

  @Test
  void theFileIsThatOfTheArgumentThePropertyTheVariableOrTheFirstDefault()
      throws ConfigurationException {
    sources.file("cloud-run-auth.yaml", MINIMAL);
    assertEquals("cloud-run-auth.yaml:1:12", audiencesPlace());
    sources.file(MINIMAL);
    assertEquals("config/cloud-run-auth.yaml:1:12", audiencesPlace());
    sources.file("variable.yaml", MINIMAL).variable("CLOUD_RUN_AUTH_CONFIG", "variable.yaml");
    assertEquals("variable.yaml:1:12", audiencesPlace());
    sources.file("property.yaml", MINIMAL).property("cloudrunauth.config", "property.yaml");
    assertEquals("property.yaml:1:12", audiencesPlace());
    sources.file("a, b.yaml", MINIMAL).argument("a, b.yaml");
    assertEquals("a, b.yaml:1:12", audiencesPlace());
  }

  @Test
  void aBlankVariableOrPropertyCountsAsNotSet() throws ConfigurationException {
    sources.file(MINIMAL + "header: authorization\n");
    sources.variable("CLOUD_RUN_AUTH_HEADER", " ").property("cloudrunauth.header", "");
    assertEquals(HeaderChoice.AUTHORIZATION, sources.read().header());
    // Nor are those that would be typing errors.
    sources.variable("CLOUD_RUN_AUTH_AUDIENCE", " ").property("cloudrunauth.heder", " ");
    sources.variable("CLOUD_RUN_AUTH_CONFIG", "").variable("CLOUD_RUN_AUTH_ENABLED", "\t");
    assertEquals(Enabled.AUTO, sources.read().enabled());
  }

  @Test
  void aBlankVariableInTheFileCountsAsNotSet() throws ConfigurationException {
    sources.file(MINIMAL + "header: ${HEADER:-authorization}\n").variable("HEADER", " ");
    assertEquals(HeaderChoice.AUTHORIZATION, sources.read().header());
  }

  @Test
  void aBrokenValueThatIsReplacedDoesNotMatter() throws ConfigurationException {
    sources.file("audiences: [\"${NOT_SET}\"]\nheader: nonsense\n");
    sources.argument("audiences=https://a.example.com,header=auto");
    assertEquals(1, sources.read().audiences().rules().size());
  }

  @Test
  void switchedOffFromOutsideNothingElseMatters() throws ConfigurationException {
    sources.file("broken: [").variable("CLOUD_RUN_AUTH_LOG_LEVEL", "nonsense");
    assertOff(sources.variable("CLOUD_RUN_AUTH_ENABLED", "False"), "environment variable");
    assertOff(sources.property("cloudrunauth.enabled", "false"), "system property");
    assertOff(sources.argument("enabled=false,config=missing.yaml,x=y"), "agent argument");
  }

  @Test
  void switchedOffInTheFileNeitherVariablesNorAudiencesAreMissed() throws ConfigurationException {
    assertOff(sources.file("enabled: false\naudiences: [\"${NOT_SET}\"]\n"), "config");
    assertOff(sources.file("enabled: false\n"), "config");
  }

  @Test
  void aGroupWhoseLinesAreAllCommentedOutIsNoError() throws ConfigurationException {
    assertEquals(
        LogLevel.INFO, sources.file(MINIMAL + "log:\n  # level: debug\n").read().logLevel());
  }

  @ParameterizedTest
  @CsvSource({"100ms, 100", "5s, 5000", "60s, 60000", "1m, 60000"})
  void aTimeoutHasAUnit(String text, long millis) throws ConfigurationException {
    assertEquals(
        millis, sources.file(MINIMAL + "token-timeout: " + text).read().tokenTimeout().toMillis());
  }

  @Test
  void theSameAudienceTwiceIsNoContradiction() throws ConfigurationException {
    Settings settings =
        sources.file("audiences: [https://a.example.com, https://A.example.com:443/]").read();
    assertEquals(
        List.of("https://a.example.com"),
        settings.audiences().rules().stream().map(Object::toString).toList());
  }

  @Test
  void anAudienceOfItsOwnHasItsHostsAndItsIdentity() throws ConfigurationException {
    Settings settings =
        sources
            .file(
                """
                audiences:
                  - audience: client-id.apps.example.com
                    hosts: [a.example.com, "b.example.com:8443", "${HOST:-https://c.example.com}"]
                    impersonate: own@my-project.iam.gserviceaccount.com
                  - audience: https://*.run.app
                  - audience: https://d.example.com
                    impersonate: own@my-project.iam.gserviceaccount.com
                impersonate: all@my-project.iam.gserviceaccount.com
                """)
            .read();
    String own = " as own@my-project.iam.gserviceaccount.com";
    String audience = "client-id.apps.example.com" + own;
    assertEquals(audience, settings.audiences().find("https", "a.example.com", -1) + "");
    assertEquals(audience, settings.audiences().find("https", "b.example.com", 8443) + "");
    assertEquals(audience, settings.audiences().find("https", "c.example.com", -1) + "");
    assertEquals(
        "https://d.example.com" + own,
        settings.audiences().find("https", "d.example.com", -1) + "");
    assertEquals(
        "https://x.run.app as all@my-project.iam.gserviceaccount.com",
        settings.audiences().find("https", "x.run.app", -1) + "");
  }

  @Test
  void anAudienceHasItsOwnOnFailureInPlaceOfTheGeneralOne() throws ConfigurationException {
    AudienceTable audiences =
        sources
            .file(
                """
                audiences:
                  - audience: client-id.apps.example.com
                    hosts: [a.example.com]
                    on-failure: Pass-Through
                  - audience: https://*.run.app
                    on-failure: ${CHOICE:-pass-through}
                  - audience: https://d.example.com
                    on-failure: fail
                  - https://e.example.com
                """)
            .read()
            .audiences();
    assertEquals(OnFailure.PASS_THROUGH, onFailure(audiences, "a.example.com"));
    assertEquals(OnFailure.PASS_THROUGH, onFailure(audiences, "x.run.app"));
    assertEquals(OnFailure.FAIL, onFailure(audiences, "d.example.com"));
    assertEquals(OnFailure.FAIL, onFailure(audiences, "e.example.com"));
  }

  @Test
  void anAudienceWithoutOnFailureTakesThatOfTheWholeFile() throws ConfigurationException {
    AudienceTable audiences =
        sources
            .file(
                """
                audiences:
                  - audience: https://d.example.com
                    on-failure: fail
                  - audience: https://f.example.com
                  - https://e.example.com
                on-failure: pass-through
                """)
            .read()
            .audiences();
    assertEquals(OnFailure.FAIL, onFailure(audiences, "d.example.com"));
    assertEquals(OnFailure.PASS_THROUGH, onFailure(audiences, "f.example.com"));
    assertEquals(OnFailure.PASS_THROUGH, onFailure(audiences, "e.example.com"));
  }

  private static OnFailure onFailure(AudienceTable audiences, String host) {
    return Objects.requireNonNull(audiences.find("https", host, -1)).onFailure();
  }

  private void assertLevel(LogLevel level, String place) throws ConfigurationException {
    Settings settings = sources.read();
    assertEquals(level, settings.logLevel());
    assertEquals(place, settings.place(Key.LOG_LEVEL) + "");
  }

  private String audiencesPlace() throws ConfigurationException {
    return sources.read().place(Key.AUDIENCES) + "";
  }

  private static void assertOff(Sources sources, String place) throws ConfigurationException {
    Settings settings = sources.read();
    assertEquals(Enabled.FALSE, settings.enabled());
    assertTrue((settings.place(Key.ENABLED) + "").startsWith(place));
    assertNull(settings.audiences().find("https", "orders.example.com", 443));
  }
}
