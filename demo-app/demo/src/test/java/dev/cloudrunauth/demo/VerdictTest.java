package dev.cloudrunauth.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private final StorefrontRun refused = Runs.withStatuses("403", "403");
  private final StorefrontRun answered = Runs.withStatuses("200", "200");

  @Test
  void holdsWhenAllIsRefusedWithoutTheAgentAndAnsweredWithIt() {
    var verdict = Verdict.of(refused, answered);

    assertTrue(verdict.holds());
    assertEquals(
        "2 of 2 calls refused without the agent, 2 of 2 answered with it.", verdict.summary());
  }

  @Test
  void failsWhenACallWithTheAgentIsNotAnswered() {
    for (String status : List.of("401", "403", "500", "302", "IOException: no token")) {
      var verdict = Verdict.of(refused, Runs.withStatuses("200", status));

      assertEquals(
          List.of(
              "orders GET /orders/1001 over HttpClient.send HTTP/2 with the agent: "
                  + status
                  + "."),
          verdict.problems());
      assertEquals(
          "2 of 2 calls refused without the agent, 1 of 2 answered with it.", verdict.summary());
    }
  }

  @Test
  void failsWhenACallWithoutTheAgentIsNotRefused() {
    for (String status : List.of("200", "401", "ConnectException")) {
      var verdict = Verdict.of(Runs.withStatuses(status, "403"), answered);

      assertEquals(
          List.of(
              "orders GET /orders/1001 over HttpClient.send HTTP/2 without the agent: "
                  + status
                  + "."),
          verdict.problems());
    }
  }

  @Test
  void failsWhenCallsAreMissing() {
    assertEquals(
        List.of(
            "The storefront made 2 calls without the agent and 1 with it, or not the same ones."),
        Verdict.of(refused, Runs.withStatuses("200")).problems());
  }

  @Test
  void failsWhenThereAreNoCallsAtAll() {
    assertEquals(
        List.of(
            "The storefront made no calls without the agent.",
            "The storefront made no calls with the agent."),
        Verdict.of(Runs.withStatuses(), Runs.withStatuses()).problems());
  }

  @Test
  void failsWhenTheStorefrontDoes() {
    var broken = new StorefrontRun("1", answered.calls(), List.of("Error: out of tea"));

    assertEquals(
        List.of("The storefront with the agent ended with: 1. Error: out of tea"),
        Verdict.of(refused, broken).problems());
  }

  @Test
  void failsWhenTheJvmWarns() {
    for (String warning :
        List.of(
            "WARNING: A terminally deprecated method in sun.misc.Unsafe has been called",
            "OpenJDK 64-Bit Server VM warning: Sharing is only supported for boot loader classes")) {
      var warned = new StorefrontRun("0", answered.calls(), List.of("all is well", warning));

      assertEquals(
          List.of("The JVM warns with the agent: " + warning),
          Verdict.of(refused, warned).problems());
    }
  }
}
