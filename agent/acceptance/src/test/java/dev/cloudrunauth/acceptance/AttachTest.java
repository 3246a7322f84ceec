package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.cloudrunauth.local.http.Response;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

      attach(application.pid());
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

  private static void attach(long pid)
      throws AttachNotSupportedException,
          IOException,
          AgentLoadException,
          AgentInitializationException {
    var jvm = VirtualMachine.attach(String.valueOf(pid));
    try {
      jvm.loadAgent(Fork.AGENT.toString(), AUDIENCES);
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
