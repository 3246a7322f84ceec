package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JAVA_TOOL_OPTIONS reaches every JVM of a container, some of which the agent does not support. */
class OldJavaTest {

  private static final Map<String, String> OPTIONS =
      Map.of(
          "JAVA_TOOL_OPTIONS",
          "-javaagent:" + Fork.AGENT + "=nowhere.yaml",
          "CLOUD_RUN_AUTH_STRICT",
          "true");

  @TempDir Path folder;

  @Test
  void anApplicationOnJavaEightRunsAndOneLineSaysWhatTheAgentNeeds() throws IOException {
    var result = onJavaEight().application("-cp", hello().toString(), "Hello").run();

    assertEquals(0, result.exit(), result::toString);
    assertEquals(List.of("hello"), result.out());
    assertEquals(
        List.of(
            "cloud-run-auth: not started, the application runs without it: the agent needs Java 11"
                + " or newer, and this is Java 1.8"),
        result.err().stream().filter(line -> !line.startsWith("Picked up ")).toList());
  }

  @Test
  void theAgentsOwnProgramOnJavaEightSaysWhatItNeeds() {
    var result = onJavaEight().jar(Fork.AGENT).application("check").run();

    assertEquals(1, result.exit());
    assertEquals(
        List.of("cloud-run-auth: the agent needs Java 11 or newer, and this is Java 1.8"),
        Stream.concat(result.out().stream(), result.err().stream())
            .filter(line -> !line.startsWith("Picked up "))
            .toList());
  }

  private static Fork onJavaEight() {
    var jdk = Jdk.tooOld();
    assumeTrue(
        jdk.isPresent() && jdk.get().release() == 8,
        "there is no Java 8 in " + Jdk.FOLDER_VARIABLE);
    return Fork.on(jdk.get()).environment(OPTIONS);
  }

  private Path hello() throws IOException {
    var source =
        Files.writeString(
            folder.resolve("Hello.java"),
            "public class Hello { public static void main(String[] arguments) {"
                + " System.out.println(\"hello\"); } }");
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "8", "-Xlint:-options", source.toString());
    assertEquals(0, exit);
    return folder;
  }
}
