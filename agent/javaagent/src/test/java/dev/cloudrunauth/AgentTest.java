package dev.cloudrunauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the entry class does before anything else of the agent is loaded. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@ResourceLock(Resources.SYSTEM_ERR)
class AgentTest {

  private static final String VERSION = "java.specification.version";

  private final String ownVersion = System.getProperty(VERSION);
  private final PrintStream ownErr = System.err;

  @AfterEach
  void restore() {
    System.setProperty(VERSION, ownVersion);
    System.setErr(ownErr);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8", "9", "10"})
  void aJavaThatIsTooOldIsToldInOneLine(String version) {
    var err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, UTF_8));
    System.setProperty(VERSION, version);

    Agent.premain("strict=true", ByteBuddyAgent.install());
    Agent.agentmain("strict=true", ByteBuddyAgent.install());

    var line =
        "cloud-run-auth: not started, the application runs without it: the agent needs Java 11 or"
            + " newer, and this is Java "
            + version;
    assertEquals(List.of(line, line), err.toString(UTF_8).lines().toList());
  }
}
