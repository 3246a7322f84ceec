package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A machine whose clock is wrong: nobody but the agent can tell the user. */
class ClockSkewTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";

  @Test
  void tokensThatAreOverOnArrivalAreBlamedOnAClockThatIsAhead() {
    try (var google = google(Duration.ofHours(-2))) {
      var result = call(google, "token-timeout=1s,");

      for (var failure : result.out()) {
        assertTrue(
            failure.contains("over 60 min before it came: this machine's clock is ahead"), failure);
      }
      assertEquals(List.of(), google.received());
      assertToldOnce("this machine's clock is ahead of Google's by at least that much", result);
    }
  }

  @Test
  void tokensFromTheFutureAreBlamedOnAClockThatIsBehind() {
    try (var google = google(Duration.ofMinutes(10))) {
      var result = call(google, "");

      assertTrue(result.out().stream().allMatch(answer -> answer.startsWith("200 ")));
      assertToldOnce(" min in the future: this machine's clock is behind", result);
    }
  }

  @Test
  void aTokenThatIsRefusedAsOverAlthoughItSeemsFreshIsBlamedOnAClockThatIsBehind() {
    try (var google = google(Duration.ofHours(2))) {
      // Half an hour old by this machine's clock, and over by the service's.
      google.metadataServer().misbehave(Fault.clock(Duration.ofMinutes(-150)));
      var result = call(google, "");

      assertTrue(result.out().stream().allMatch(answer -> answer.startsWith("401 ")));
      assertToldOnce("this machine's clock is behind it by 1", result);
    }
  }

  private static void assertToldOnce(String sentence, Fork.Result result) {
    var told = result.complaints().stream().filter(line -> line.contains("Clock skew:")).toList();
    assertEquals(1, told.size(), result.complaints().toString());
    assertTrue(told.get(0).contains(sentence), told.get(0));
  }

  private static LocalCloudRun google(Duration ahead) {
    return LocalCloudRun.builder()
        .clock(Clock.offset(Clock.systemUTC(), ahead))
        .service(PrivateService.at(ORDERS).handler(new EchoService()))
        .start();
  }

  private static Fork.Result call(LocalCloudRun google, String settings) {
    var result =
        Fork.on(Jdk.own())
            .agent(settings + "audiences=" + ORDERS)
            .flags(google.jvmFlags())
            .environment(google.environment())
            .program(
                "Reasons",
                Client.newestJars(),
                "send HTTP/2 GET " + ORDERS + "/",
                "execute HTTP/1.1 GET " + ORDERS + "/")
            .run();
    assertEquals(0, result.exit(), result.err().toString());
    assertEquals(2, result.out().size(), result.out().toString());
    return result;
  }
}
