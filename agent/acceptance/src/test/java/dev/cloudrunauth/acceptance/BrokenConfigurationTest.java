package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonParser;
import dev.cloudrunauth.local.LocalCloudRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A configuration that is wrong is told, and is not the application's problem. */
class BrokenConfigurationTest {

  private static final String GOOD = "audiences: [https://orders-4fjx2k-uc.a.run.app]\n";

  private static final String CALL = "send HTTP/2 GET https://orders-4fjx2k-uc.a.run.app/";

  @TempDir static Path folder;
  private static LocalCloudRun cloudRun;

  @BeforeAll
  static void start() {
    cloudRun = LocalCloudRun.sample().start();
  }

  @AfterAll
  static void stop() {
    cloudRun.close();
  }

  static Stream<Arguments> brokenInTenWays() {
    return Stream.of(
        arguments("audience: [https://a-b-uc.a.run.app]", "c.yaml:1:1: unknown key \"audience\""),
        arguments("audiences: []", "c.yaml:1:12: "),
        arguments("audiences: [http://a-b-uc.a.run.app]", "c.yaml:1:13: "),
        arguments("audiences: [https://user@a-b-uc.a.run.app]", "c.yaml:1:13: "),
        arguments("audiences: ['https://a.*.run.app']", "c.yaml:1:13: "),
        arguments("audiences: ['${NO_SUCH_VARIABLE}']", "NO_SUCH_VARIABLE"),
        arguments(GOOD + "header: x-auth", "c.yaml:2:9: "),
        arguments(GOOD + "token-timeout: soon", "c.yaml:2:16: "),
        arguments(GOOD + "\taudiences: []", "c.yaml:2:1: "),
        arguments(GOOD + "log: {levle: info}", "Did you mean \"level\"?"));
  }

  @ParameterizedTest
  @MethodSource("brokenInTenWays")
  void theApplicationRunsAndOneBlockSaysWhatIsWrongAndWhere(String text, String expected)
      throws IOException {
    Files.writeString(folder.resolve("c.yaml"), text);

    var result = caller("c.yaml").run();

    assertEquals(List.of("403 HTTP_2"), result.out());
    assertEquals(0, result.exit());
    assertEquals(
        "cloud-run-auth: ERROR the configuration is broken, the agent stays inactive and the application"
            + " runs without it.",
        result.err().get(0));
    assertEquals(List.of("", "  Description:"), result.err().subList(1, 3));
    assertTrue(result.err().get(3).matches(" {4}\\S.*"), result.err().toString());
    int action = result.err().indexOf("  Action:");
    assertEquals("", result.err().get(action - 1));
    assertTrue(result.err().get(action + 1).matches(" {4}\\S.*"), result.err().toString());
    assertTrue(String.join("\n", result.err()).contains(expected), result.err().toString());
  }

  @Test
  void aStrictConfigurationThatIsBrokenStopsTheJvmBeforeMain() throws IOException {
    Files.writeString(folder.resolve("c.yaml"), "strict: true\naudiences: []\n");

    var result = hello("c.yaml").run();

    assertEquals(1, result.exit());
    assertEquals(List.of(), result.out());
    assertTrue(result.err().get(0).contains("the JVM stops"), result.err().toString());
  }

  /** Cloud Logging takes each line for an entry of its own. */
  @Test
  void onCloudRunTheWholeBlockIsOneEntryOfTheLogWithSeverityError() throws IOException {
    Files.writeString(folder.resolve("c.yaml"), "strict: true\nheeder: auto\n" + GOOD);

    var result = hello("c.yaml").environment(Map.of("K_SERVICE", "storefront")).run();

    assertEquals(1, result.exit());
    assertEquals(1, result.err().size(), result.err().toString());
    var entry = JsonParser.parseString(result.err().get(0)).getAsJsonObject();
    assertEquals("ERROR", entry.get("severity").getAsString());
    assertEquals(
        """
        the configuration is broken, and it is strict: the JVM stops.

          Description:
            c.yaml:2:1: unknown key "heeder"

          Action:
            Did you mean "header"?""",
        entry.get("message").getAsString());
  }

  @Test
  void aStrictConfigurationThatIsRightRuns() throws IOException {
    Files.writeString(folder.resolve("c.yaml"), "strict: true\n" + GOOD);

    var result = hello("c.yaml").run();

    assertEquals(0, result.exit());
    assertEquals(List.of("hello"), result.out());
    assertEquals(List.of(), result.complaints());
  }

  @Test
  void aFileThatIsNotThereIsToldByItsName() {
    var result = caller("nowhere.yaml").run();

    assertEquals(List.of("403 HTTP_2"), result.out());
    assertTrue(result.err().get(3).contains("nowhere.yaml"), result.err().toString());
  }

  @Test
  void anAgentThatIsSwitchedOffSaysNothing() throws IOException {
    Files.writeString(folder.resolve("c.yaml"), "audiences: []");

    var result = hello("enabled=false").run();

    assertEquals(List.of("hello"), result.out());
    assertEquals(List.of(), result.err());
  }

  @Test
  void aSecondAgentChangesNothing() throws IOException {
    Files.writeString(folder.resolve("c.yaml"), GOOD);

    var result = hello("c.yaml").agent("c.yaml").run();

    assertEquals(List.of("hello"), result.out());
    assertEquals(
        List.of("cloud-run-auth: already there; this second start changes nothing"),
        result.complaints());
  }

  /** An application that makes a call, and so waits until the configuration is read. */
  private static Fork caller(String argument) {
    return Fork.on(Jdk.own())
        .in(folder)
        .agent(argument)
        .flags(cloudRun.jvmFlags())
        .environment(cloudRun.environment())
        .program("Caller", List.of(), CALL);
  }

  private static Fork hello(String argument) {
    return Fork.on(Jdk.own()).in(folder).agent(argument).program("Hello", List.of());
  }
}
