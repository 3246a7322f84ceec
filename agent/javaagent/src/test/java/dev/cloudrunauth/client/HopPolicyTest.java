package dev.cloudrunauth.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.audience.AudienceRule;
import dev.cloudrunauth.audience.AudienceTable;
import dev.cloudrunauth.audience.Destination;
import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.token.IdToken;
import dev.cloudrunauth.token.ManualTime;
import dev.cloudrunauth.token.MintingSource;
import dev.cloudrunauth.token.NoIdentityException;
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

  @Test
  void whoWaitsWhenTheAgentIsSwitchedOffGoesOnAtOnceWithoutAToken() throws Exception {
    var time = new ManualTime();
    MintingSource source =
        audience ->
            new IdToken("eyJ.a.token", audience.aud(), null, time.wallMillis() + 3_600_000, 0);
    var rule = AudienceRule.parse(ORDERS.aud(), null, OnFailure.FAIL);
    var tokens = new TokenEngine(source, time, () -> 0, time, 5_000, List.of(ORDERS), 10);
    var policy =
        new HopPolicy(new AudienceTable(List.of(rule)), tokens, HeaderChoice.AUTO, true, () -> {});
    var first = policy.headerValue(new Destination(ORDERS, OnFailure.FAIL));
    policy.switchOff();
    time.settle();

    assertNull(first.get());
    assertFalse(policy.isOn());
    assertNull(policy.destination("https", "orders.example.com", -1));

    policy.switchOn();
    var second = policy.headerValue(new Destination(ORDERS, OnFailure.FAIL));
    time.settle();

    assertTrue(policy.isOn());
    assertNotNull(policy.destination("https", "orders.example.com", -1));
    assertEquals("Bearer eyJ.a.token", second.get());
  }

  @Test
  void anAgentThatFoundNobodyLooksAgainWhenItIsSwitchedOn() throws Exception {
    var time = new ManualTime();
    var nobody = new boolean[] {true};
    MintingSource source =
        audience -> {
          if (nobody[0]) {
            throw new NoIdentityException("nobody", true);
          }
          return new IdToken("eyJ.a.token", audience.aud(), null, time.wallMillis() + 3_600_000, 0);
        };
    var tokens = new TokenEngine(source, time, () -> 0, time, 5_000, List.of(ORDERS), 10);
    var policy =
        new HopPolicy(new AudienceTable(List.of()), tokens, HeaderChoice.AUTO, false, () -> {});
    var first = policy.headerValue(new Destination(ORDERS, OnFailure.FAIL));
    time.settle();
    assertNull(first.get());
    assertFalse(policy.isOn());

    nobody[0] = false;
    policy.switchOn();
    assertTrue(policy.isOn());
    time.pass(10_000);
    var second = policy.headerValue(new Destination(ORDERS, OnFailure.FAIL));
    time.settle();
    assertEquals("Bearer eyJ.a.token", second.get());
  }
}
