package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JAVA_TOOL_OPTIONS reaches tools that no one meant: there the agent is silent and inert. */
class ToolsTest {

  /** In an application, such an agent would stop the JVM. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "JAVA_TOOL_OPTIONS",
          "-javaagent:" + Fork.AGENT + "=nowhere.yaml",
          "CLOUD_RUN_AUTH_STRICT",
          "true",
          "JAVA_HOME",
          System.getProperty("java.home"));

  private static final String PICKED_UP =
      "Picked up JAVA_TOOL_OPTIONS: " + OPTIONS.get("JAVA_TOOL_OPTIONS");

  @Test
  void aToolThatIsRunByTheNameOfItsClassRunsAsWithoutTheAgent() {
    assertUndisturbed(Fork.on(Jdk.own()).module("java.base/sun.security.tools.keytool.Main"));
  }

  @ParameterizedTest
  @CsvSource({"keytool, -help", "jcmd, -h", "javac, -version"})
  void aToolOfTheJdkRunsAsWithoutTheAgent(String name, String argument) {
    var tool = Jdk.own().launcher().resolveSibling(name);
    assumeTrue(Files.isExecutable(tool), "this Java runtime has no " + name);

    assertUndisturbed(Fork.tool(tool).application(argument));
  }

  @Test
  void mavenRunsAsWithoutTheAgent() {
    var maven = Path.of(System.getProperty("maven.home", "")).resolve("bin").resolve("mvn");
    assumeTrue(Files.isExecutable(maven), "it is not Maven that runs these tests");

    assertUndisturbed(Fork.tool(maven).application("--version"));
  }

  private static void assertUndisturbed(Fork tool) {
    var result = tool.environment(OPTIONS).run();

    assertEquals(0, result.exit());
    assertEquals(
        List.of(PICKED_UP),
        Stream.concat(result.out().stream(), result.err().stream())
            .filter(line -> line.contains(Fork.AGENT.toString()) || line.contains("cloud-run-auth"))
            .toList());
  }
}
