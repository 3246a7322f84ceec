package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @TempDir Path folder;

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

  @ParameterizedTest
  @ValueSource(
      strings = {"cloud-run-auth-agent-0.2.0.jar", "a folder/cloud-run-auth-agent.jar", "a.jar"})
  void theAgentsOwnProgramRunsAsWithoutItWhateverItsFileIsCalled(String name) throws IOException {
    var jar = folder.resolve(name);
    Files.createDirectories(jar.resolveSibling("."));
    Files.copy(Fork.AGENT, jar);

    assertUndisturbed(Fork.on(Jdk.own()).jar(jar).application("--version"));
    assertUndisturbed(Fork.on(Jdk.own()).in(folder).jar(Path.of(name)).application("--version"));
  }

  @Test
  void theAgentsOwnProgramRunsAsWithoutItByTheNameOfItsClass() {
    assertUndisturbed(
        Fork.on(Jdk.own())
            .application("-cp", Fork.AGENT.toString(), "dev.cloudrunauth.Agent", "--version"));
  }

  @Test
  void anApplicationThatContainsTheAgentIsNotTakenForItsProgram() throws IOException {
    var jar = folder.resolve("cloud-run-auth-agent.jar");
    writeUberJar(jar);

    var result = Fork.on(Jdk.own()).environment(OPTIONS).jar(jar).run();

    assertEquals(1, result.exit(), result::toString);
    assertTrue(
        result.err().stream().anyMatch(line -> line.contains("\"nowhere.yaml\" does not exist")),
        result::toString);
  }

  /** An application and all that it is shipped with in one jar. */
  private static void writeUberJar(Path jar) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "com.example.caller.Hello");
    var written = new HashSet<>(Set.of(JarFile.MANIFEST_NAME));
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (var part : List.of(Fork.AGENT, Fork.CALLER)) {
        try (var in = new JarFile(part.toFile())) {
          for (var entry : Collections.list(in.entries())) {
            if (written.add(entry.getName())) {
              out.putNextEntry(new ZipEntry(entry.getName()));
              in.getInputStream(entry).transferTo(out);
            }
          }
        }
      }
    }
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
