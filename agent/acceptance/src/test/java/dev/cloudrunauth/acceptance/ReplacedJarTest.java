package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody installs another version of the agent where a JVM runs with it. */
class ReplacedJarTest extends StartMode {

  @ParameterizedTest
  @MethodSource("dev.cloudrunauth.acceptance.Jdk#outermost")
  void aJarThatIsOverwrittenIsReportedOnceAndRequestsGoUnchanged(Jdk jdk) throws IOException {
    var jar = Files.copy(Fork.AGENT, folder.resolve("agent.jar"));
    try (var application = prompted(jdk, jar)) {
      application.hear(" ready, ");
      application.ask("rest");
      Files.write(jar, new byte[(int) Files.size(jar)]);

      for (var call : CALLS) {
        assertTrue(application.ask(call).startsWith("403 "));
      }

      var lines = application.end();
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(
          lines
              .get(0)
              .startsWith(
                  "cloud-run-auth: "
                      + jar
                      + " can no longer be read: requests may be sent without ID tokens. Fix: restart"
                      + " the application, and replace the file only while no JVM uses it ("),
          lines::toString);
    }
    assertEquals(CALLS.size(), cloudRun.received().size());
  }

  @ParameterizedTest
  @MethodSource("dev.cloudrunauth.acceptance.Jdk#outermost")
  void aJarThatIsMovedOverAnotherDoesNotConcernTheRunningJvm(Jdk jdk) throws IOException {
    var jar = Files.copy(Fork.AGENT, folder.resolve("agent.jar"));
    try (var application = prompted(jdk, jar)) {
      application.hear(" ready, ");
      Files.delete(jar);
      Files.write(jar, new byte[1]);

      for (var call : CALLS) {
        assertTrue(application.ask(call).startsWith("200 "));
      }

      assertEquals(List.of(), application.end());
    }
    assertTokensArrived(CALLS.size());
  }

  private Dialogue prompted(Jdk jdk, Path jar) {
    return onCloudRun(jdk).agent(jar, AUDIENCES).program("Prompted", OKHTTP).start();
  }
}
