package dev.cloudrunauth.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often the same thing is said, by a clock that only the tests turn. */
class ExplainerTest {

  private static final long FIVE_MINUTES = 300_000;

  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong(-FIVE_MINUTES);
  private final Explainer explainer = new Explainer(() -> 0, clock::get);

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setErr(standardError);
  }

  @Test
  void oneCauseOfOneOriginIsToldOnceInFiveMinutes() {
    for (int i = 0; i < 10_000; i++) {
      explain("orders", NoToken.NOT_CONFIGURED);
    }
    assertEquals(1, told());
    clock.addAndGet(FIVE_MINUTES - 1);
    explain("orders", NoToken.NOT_CONFIGURED);
    assertEquals(1, told());
    clock.addAndGet(1);
    explain("orders", NoToken.NOT_CONFIGURED);
    explain("orders", NoToken.NOT_CONFIGURED);
    assertEquals(2, told());
  }

  @Test
  void anotherOriginAndAnotherCauseAreToldToo() {
    explain("orders", NoToken.NOT_CONFIGURED);
    explain("stock", NoToken.NOT_CONFIGURED);
    explain("orders", NoToken.NO_CREDENTIALS);
    assertEquals(3, told());
  }

  @Test
  void ofVeryManyOriginsTheFirstHundredAreTold() {
    for (int i = 0; i < 10_000; i++) {
      explain("s" + i, NoToken.NOT_CONFIGURED);
    }
    assertEquals(100, told());
    clock.addAndGet(FIVE_MINUTES);
    explain("late", NoToken.NOT_CONFIGURED);
    assertEquals(101, told());
  }

  @Test
  void whatIsNobodysBusinessIsNotTold() {
    explainer.explain(
        RefusedHop.without(
            new RefusedHop.Target("https", "orders-1.us-east1.run.app", 443, false),
            NoToken.NOT_CONFIGURED,
            Answer.of(403, 0, name -> List.of())));
    assertEquals(0, told());
  }

  private void explain(String service, NoToken why) {
    explainer.explain(
        RefusedHop.without(
            new RefusedHop.Target("https", service + "-1.us-east1.run.app", 443, false),
            why,
            Answer.of(
                403,
                0,
                name ->
                    name.equals("Server")
                        ? List.of("Google Frontend")
                        : name.equals("Content-Type")
                            ? List.of("text/html; charset=UTF-8")
                            : List.of())));
  }

  private long told() {
    var text = log.toString(StandardCharsets.UTF_8);
    assertTrue(text.isEmpty() || text.startsWith("cloud-run-auth: WARN https://"), text);
    return text.lines().filter(line -> line.startsWith("cloud-run-auth: WARN ")).count();
  }
}
