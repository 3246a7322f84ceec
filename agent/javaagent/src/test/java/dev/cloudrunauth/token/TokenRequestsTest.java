package dev.cloudrunauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.cloudrunauth.audience.Audience;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often the source is asked in a day of steady traffic: a count, and so the same anywhere. */
class TokenRequestsTest {

  private static final long HOUR = 3_600_000;
  private static final long RENEWAL = 225_000;
  private static final long BETWEEN_REQUESTS = 15_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 1_000})
  void eachAudienceCostsOneRequestWheneverItsTokenNearsItsEnd(int count) throws Exception {
    var time = new ManualTime();
    var asked = new AtomicInteger();
    var audiences = new ArrayList<Audience>();
    for (int i = 0; i < count; i++) {
      audiences.add(new Audience("https://service-" + i + ".example.com", null));
    }
    MintingSource source =
        audience -> {
          String each = "number " + asked.incrementAndGet();
          return ScriptedSource.token(each, audience.aud(), time.wallMillis() + HOUR);
        };
    var engine = new TokenEngine(source, time, () -> 0, time, 5_000, List.of(), count);
    for (var audience : audiences) {
      var first = engine.token(audience);
      time.settle();
      assertNotNull(first.get());
    }

    for (long passed = 0; passed < 24 * HOUR; passed += BETWEEN_REQUESTS) {
      time.pass(BETWEEN_REQUESTS);
      for (var audience : audiences) {
        assertNotNull(engine.cached(audience));
      }
    }

    // One at the beginning, and then one in each 56 minutes and 15 seconds.
    long renewals = 24 * HOUR / (HOUR - RENEWAL);
    assertEquals((1 + renewals) * count, asked.get());
  }
}
