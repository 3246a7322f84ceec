package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.cloudrunauth.local.http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent comes to a process that has been running, and calling, for a while. */
class AttachTest extends StartMode {

  private static final int WARNING_SINCE = 21;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch attached = new CountDownLatch(1);

  @Override
  Response answerOfForeign() {
    asked.countDown();
    await(attached);
    return super.answerOfForeign();
  }

  @ParameterizedTest
  @MethodSource("dev.cloudrunauth.acceptance.Jdk#outermost")
  void theNextRequestsOnOpenConnectionsCarryATokenAndTheLastOnesGetTheirAnswer(Jdk jdk)
      throws Exception {
    try (var application = onCloudRun(jdk).program("Prompted", OKHTTP).start()) {
      for (var call : CALLS) {
        var answer = application.ask(call);
        assertTrue(answer.startsWith("403 "), answer);
      }
      application.tell("send HTTP/2 GET " + FOREIGN + "/");
      await(asked);

      attach(application.pid(), AUDIENCES);
      application.hear(" ready, ");
      attached.countDown();
      application.hear("200 HTTP_2");
      int connections = cloudRun.connects().size();
      cloudRun.clear();

      for (var call : CALLS) {
        var answer = application.ask(call);
        assertTrue(answer.startsWith("200 "), answer);
      }
      assertEquals(5, connections);
      assertEquals(List.of(), cloudRun.connects(), "no connection was opened for it");
      assertTokensArrived(CALLS.size());
      var printed = application.end();
      assertEquals(1, printed.stream().filter(line -> line.equals("200 HTTP_2")).count());
      var warnings = printed.stream().filter(line -> line.startsWith("WARNING: ")).toList();
      assertEquals(printed.size() - 1, warnings.size(), () -> printed.toString());
      assertEquals(jdk.release() >= WARNING_SINCE, !warnings.isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStartWithABrokenConfigurationIsCorrectedByTheNextOne(boolean isFirstBeforeMain)
      throws Exception {
    var broken = "audiences=http://orders-4fjx2k-uc.a.run.app";
    var fork = onCloudRun(Jdk.own());
    if (isFirstBeforeMain) {
      fork.agent(broken);
    }
    try (var application = fork.program("Prompted", OKHTTP).start()) {
      if (!isFirstBeforeMain) {
        // A JVM that is still starting refuses every agent.
        application.ask("listen");
        attach(application.pid(), broken);
      }
      application.hear("the configuration is broken, the agent stays inactive");
      for (var call : CALLS) {
        var answer = application.ask(call);
        assertTrue(answer.startsWith("403 "), answer);
      }
      attach(application.pid(), "audiences=ftp://orders-4fjx2k-uc.a.run.app");
      application.hear("ftp://");
      cloudRun.clear();

      attach(application.pid(), AUDIENCES);
      application.hear(" ready, ");
      for (var call : CALLS) {
        var answer = application.ask(call);
        assertTrue(answer.startsWith("200 "), answer);
      }
      assertTokensArrived(CALLS.size());

      attach(application.pid(), broken);
      application.hear("cloud-run-auth: already there; this second start changes nothing");
      assertTrue(application.ask(CALLS.get(0)).startsWith("200 "));
      application.end();
    }
  }

  @Test
  void aRunningProcessIsNotStoppedByAStrictConfigurationThatIsBroken() throws Exception {
    try (var application = onCloudRun(Jdk.own()).program("Prompted", OKHTTP).start()) {
      assertTrue(application.ask(CALLS.get(0)).startsWith("403 "));
      attach(application.pid(), "strict=true,audiences=http://orders-4fjx2k-uc.a.run.app");
      application.hear("Write https://orders");

      assertTrue(application.ask(CALLS.get(1)).startsWith("403 "));
      var blocks =
          application.end().stream()
              .filter(line -> line.startsWith("cloud-run-auth: ERROR"))
              .toList();
      assertEquals(
          List.of(
              "cloud-run-auth: ERROR the configuration is broken, and it is strict, but the"
                  + " application is already running: the agent stays inactive."),
          blocks);
    }
  }

  @Test
  void aSecondStartSaysSoWhileTheFirstWaitsForItsConfiguration() throws Exception {
    var fifo = folder.resolve("fifo");
    assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0);
    try (var application = onCloudRun(Jdk.own()).program("Prompted", OKHTTP).start()) {
      application.ask("listen");
      attach(application.pid(), fifo.toString());
      attach(application.pid(), AUDIENCES);
      application.hear(
          "cloud-run-auth: already there, still reading its configuration; this second start"
              + " changes nothing");
      Files.writeString(fifo, "audiences: [" + ORDERS + "]");
      application.hear(" ready, ");

      assertTrue(application.ask(CALLS.get(0)).startsWith("200 "));
      assertTokensArrived(1);
      application.end();
    }
  }

  private static void attach(long pid, String argument)
      throws AttachNotSupportedException,
          IOException,
          AgentLoadException,
          AgentInitializationException {
    var jvm = VirtualMachine.attach(String.valueOf(pid));
    try {
      jvm.loadAgent(Fork.AGENT.toString(), argument);
    } finally {
      jvm.detach();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
