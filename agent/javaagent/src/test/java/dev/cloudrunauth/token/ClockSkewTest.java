package dev.cloudrunauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClockSkewTest {

  private static final long NOW = ManualTime.START_MILLIS;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private final ClockSkew skew = new ClockSkew();
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

  @BeforeEach
  void recordTheLog() {
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void showTheLogAgain() {
    System.setErr(standardError);
  }

  @Test
  void aTokenThatFitsTheClockSaysNothing() {
    assertNull(skew.onArrival(token(NOW - HOUR + 30_001, NOW + 30_001), NOW));
    assertNull(skew.onArrival(token(NOW - 35_000, NOW + 1), NOW), "it never lived for long");
    assertNull(skew.onArrival(token(NOW, NOW + HOUR), NOW));
    assertNull(skew.onArrival(token(NOW + 30_000, NOW + HOUR), NOW));
    assertNull(skew.onArrival(token(0, NOW + HOUR), NOW));
    assertNull(skew.onArrival(token(NOW - MINUTE, NOW - 30_000), NOW), "it may have come slowly");
    assertEquals(List.of(), lines());
  }

  @Test
  void aTokenThatWasOverBeforeItCameSaysThatTheClockIsAhead() {
    assertEquals(
        "the token for https://orders was over 12 min before it came: this machine's clock is ahead"
            + " of Google's by at least that much. Set the clock",
        skew.onArrival(token(NOW - 72 * MINUTE, NOW - 12 * MINUTE), NOW));
  }

  @Test
  void anHourlyTokenThatArrivesAtItsEndSaysThatTheClockIsAhead() {
    assertEquals(
        "the token for https://orders was issued for 60 min and has just come, and by this machine's"
            + " clock it has expired or is about to: the clock is ahead of Google's, by up to 60 min."
            + " Set the clock",
        skew.onArrival(token(NOW - HOUR, NOW), NOW));
    assertNotNull(skew.onArrival(token(NOW - HOUR + 20_000, NOW + 20_000), NOW));
  }

  @Test
  void aTokenFromTheFutureSaysThatTheClockIsBehind() {
    assertEquals(
        "the token for https://orders is from 90 s in the future: this machine's clock is behind"
            + " Google's by at least that much, and tokens end earlier than it shows. Set the clock",
        skew.onArrival(token(NOW + 90_000, NOW + HOUR), NOW));
  }

  @Test
  void aRefusedTokenThatIsOverByTheServicesClockSaysThatOursIsBehind() {
    skew.onRefusal(token(NOW - HOUR, NOW + MINUTE), NOW + 10 * MINUTE, NOW);
    assertEquals(1, lines().size());
    assertTrue(
        lines()
            .get(0)
            .endsWith(
                "a service refused the token for https://orders, which is over by the service's"
                    + " clock: this machine's clock is behind it by 10 min. Set the clock"),
        lines().get(0));
  }

  @Test
  void aRefusedTokenThatIsFromTheFutureByTheServicesClockSaysThatOursIsAhead() {
    skew.onRefusal(token(NOW, NOW + HOUR), NOW - 10 * MINUTE, NOW);
    assertEquals(1, lines().size());
    assertTrue(lines().get(0).contains("clock is ahead of it by 10 min"), lines().get(0));
  }

  @Test
  void aRefusalThatTheClockDoesNotExplainSaysNothing() {
    var token = token(NOW - MINUTE, NOW + HOUR);
    skew.onRefusal(token, 0, NOW);
    skew.onRefusal(token, NOW, NOW);
    skew.onRefusal(token, NOW + 10 * MINUTE, NOW);
    skew.onRefusal(token(NOW - HOUR, NOW + 1_000), NOW + 30_000, NOW);
    assertEquals(List.of(), lines());
  }

  @Test
  void theLogIsToldOnceAndTheFailureEachTime() {
    for (int i = 0; i < 3; i++) {
      assertNotNull(skew.onArrival(token(NOW - 2 * HOUR, NOW - HOUR), NOW));
    }
    skew.onRefusal(token(NOW, NOW + HOUR), NOW - 10 * MINUTE, NOW);
    assertEquals(1, lines().size());
  }

  private List<String> lines() {
    return logged.toString(StandardCharsets.UTF_8).lines().collect(Collectors.toList());
  }

  private static IdToken token(long issuedAtMillis, long expiresAtMillis) {
    return new IdToken("eyJ.secret.x", "https://orders", null, expiresAtMillis, issuedAtMillis);
  }
}
