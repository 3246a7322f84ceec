package dev.cloudrunauth.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.audience.AudienceTable;
import dev.cloudrunauth.audience.Destination;
import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.token.IdToken;
import dev.cloudrunauth.token.ManualTime;
import dev.cloudrunauth.token.MintingSource;
import dev.cloudrunauth.token.TokenEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HopPolicyTest {

  private static final Audience ORDERS = new Audience("https://orders.example.com", null);
  private static final Audience STOCK = new Audience("https://stock.example.com", null);

  @Test
  void aRequestThatHasToWaitBeginsTheFetchingAheadAfterItsOwnToken() throws Exception {
    var time = new ManualTime();
    var asked = new ArrayList<String>();
    MintingSource source =
        audience -> {
          asked.add(audience.aud());
          return new IdToken(
              "eyJ.test.token", audience.aud(), null, time.wallMillis() + 3_600_000, 0);
        };
    var both = List.of(STOCK, ORDERS);
    var tokens = new TokenEngine(source, time, () -> 0, time, 5_000, both, 10);
    var policy =
        new HopPolicy(
            new AudienceTable(List.of()),
            tokens,
            HeaderChoice.AUTO,
            true,
            () -> {
              for (var each : both) {
                var unused = tokens.tokenAhead(each);
              }
            });
    var value = policy.headerValue(new Destination(ORDERS, OnFailure.FAIL));
    time.settle();

    assertEquals("Bearer eyJ.test.token", value.get());
    assertEquals(List.of(ORDERS.aud(), STOCK.aud()), asked);
    assertNotNull(tokens.cached(STOCK));
  }
}
