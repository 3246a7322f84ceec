package dev.cloudrunauth.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.cloudrunauth.launch.Version;
import dev.cloudrunauth.log.LogFormat;
import dev.cloudrunauth.log.LogOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** The command line, as far as it asks nobody. */
class ProgramTest {

  @TempDir Path folder;
  private final PrintStream standardOutput = System.out;
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(out, true, UTF_8));
    System.setErr(new PrintStream(err, true, UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(standardOutput);
    System.setErr(standardError);
    LogOutput.set(Level.INFO, LogFormat.TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "check --version", "explain-config --version"})
  void theVersionIsTold(String line) {
    assertEquals(0, run(line));
    assertEquals(List.of("Cloud Run Auth Agent " + Version.text()), lines(out));
  }

  @ParameterizedTest
  @CsvSource({
    "--help, explain-config",
    "check --help, --call",
    "check --help, --config=FILE",
    "explain-config --help, --json"
  })
  void theHelpNamesWhatThereIs(String line, String part) {
    assertEquals(0, run(line));
    assertTrue(out.toString(UTF_8).contains(part), out.toString(UTF_8));
    assertTrue(lines(out).stream().allMatch(each -> each.length() <= 80), out.toString(UTF_8));
    assertEquals(List.of(), lines(err));
  }

  @ParameterizedTest
  @CsvSource({
    "'', no command is given, java -jar cloud-run-auth-agent.jar",
    "chek, 'Unmatched argument at index 0: ''chek''', java -jar cloud-run-auth-agent.jar",
    "check --cal, 'Unknown option: ''--cal''', java -jar cloud-run-auth-agent.jar check",
    "check --config, Missing required parameter for option '--config' (FILE), java -jar cloud-run-auth-agent.jar check",
    "check ftp://a.run.app, '\"ftp://a.run.app\" is no URL. Write https://HOST/PATH', java -jar cloud-run-auth-agent.jar check",
    "check https://, '\"https://\" is no URL. Write https://HOST/PATH', java -jar cloud-run-auth-agent.jar check",
    "explain-config x, Unmatched argument at index 1: 'x', java -jar cloud-run-auth-agent.jar explain-config"
  })
  void wrongUsageIsToldInTwoLines(String line, String message, String command) {
    assertEquals(2, run(line));
    assertEquals(List.of(), lines(out));
    assertEquals(
        List.of("cloud-run-auth: " + message, command + " --help shows what there is"), lines(err));
  }

  @Test
  void eachSettingIsShownWithItsSource() throws IOException {
    var file = configuration("header: authorization\naudiences: [\"https://a.run.app\"]\n");

    assertEquals(0, run("explain-config --config " + file));
    var shown = lines(out).stream().map(line -> line.replaceAll(" +", " ")).toList();
    assertTrue(shown.contains("config " + file + " option --config"), shown::toString);
    assertTrue(shown.contains("enabled auto default"), shown::toString);
    assertTrue(shown.contains("header authorization " + file + ":1:9"), shown::toString);
    assertTrue(shown.contains("audiences https://a.run.app " + file + ":2:13"), shown::toString);
  }

  @Test
  void scriptsReadTheSettingsAsJson() throws IOException {
    var file = configuration("header: authorization\naudiences: [\"https://a.run.app\"]\n");

    assertEquals(0, run("explain-config --json --config " + file));
    var settings =
        JsonParser.parseString(out.toString(UTF_8)).getAsJsonObject().getAsJsonArray("settings");
    var found = 0;
    for (var each : settings) {
      var setting = each.getAsJsonObject();
      if (setting.get("key").getAsString().equals("header")) {
        assertEquals("authorization", setting.get("value").getAsString());
        assertEquals(file + ":1:9", setting.get("source").getAsString());
        found++;
      }
    }
    assertEquals(1, found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "explain-config"})
  void aBrokenConfigurationIsAFinding(String command) throws IOException {
    var file = configuration("header: nowhere\naudiences: [\"https://a.run.app\"]\n");

    assertEquals(1, run(command + " --config " + file));
    var shown = lines(out);
    assertEquals("FINDING  the configuration is broken", shown.get(0));
    assertTrue(shown.get(2).startsWith("    " + file + ":1:9: "), shown::toString);
    assertEquals(List.of(), lines(err));
  }

  @Test
  void aDisabledAgentIsAFinding() throws IOException {
    var file = configuration("enabled: false\n");

    assertEquals(1, run("check --config " + file + " https://a.run.app/"));
    var shown = lines(out);
    assertEquals(
        "  FINDING  enabled is false (" + file + ":1:10): the agent does nothing", shown.get(2));
    assertTrue(shown.contains("  FINDING  https://a.run.app/"), shown::toString);
    assertEquals("2 findings", shown.get(shown.size() - 1));
  }

  private String configuration(String text) throws IOException {
    return Files.writeString(folder.resolve("agent.yaml"), text).toString();
  }

  private static int run(String line) {
    return Program.run(line.isEmpty() ? new String[0] : line.split(" "));
  }

  private static List<String> lines(ByteArrayOutputStream written) {
    return written.toString(UTF_8).lines().toList();
  }
}
