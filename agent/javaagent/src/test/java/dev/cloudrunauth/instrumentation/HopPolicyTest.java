package dev.cloudrunauth.instrumentation;

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
import dev.cloudrunauth.token.TokenSourceException;
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

  @Test
  void whoWaitedWhenTheAgentWasSwitchedOffAndOnAtOnceGoesOnWithoutAToken() throws Exception {
    var time = new ManualTime();
    MintingSource source =
        audience -> {
          throw new TokenSourceException("busy", true, 0, null);
        };
    var tokens = new TokenEngine(source, time, () -> 0, time, 5_000, List.of(ORDERS), 10);
    var policy =
        new HopPolicy(new AudienceTable(List.of()), tokens, HeaderChoice.AUTO, true, () -> {});
    var waiting = policy.headerValue(new Destination(ORDERS, OnFailure.FAIL));
    time.settle();
    policy.switchOff();
    policy.switchOn();
    time.settle();

    assertNull(waiting.get());
  }

  @Test
  void theVerdictThatThereIsNobodyIsReviewedByRequestsWhichDoNotWaitForIt() throws Exception {
    var time = new ManualTime();
    var asked = new ArrayList<Long>();
    var late = new boolean[] {true};
    MintingSource source =
        audience -> {
          asked.add(time.steadyMillis());
          if (late[0]) {
            throw new NoIdentityException("it refuses", false);
          }
          return new IdToken("eyJ.a.token", audience.aud(), null, time.wallMillis() + 3_600_000, 0);
        };
    var policy = policyOfALaptop(time, source);
    var first = policy.headerValue(new Destination(ORDERS, OnFailure.FAIL));
    time.settle();
    assertNull(first.get());
    for (int tenth = 0; tenth < 1_300; tenth++) {
      assertNull(policy.destination("https", "www.example.com", -1));
      assertNull(policy.destination("https", "orders.example.com", -1), "at once, without a token");
      time.pass(100);
    }
    assertEquals(List.of(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L), pauses(asked));

    late[0] = false;
    time.pass(60_000);
    assertNull(policy.destination("https", "orders.example.com", -1));
    time.settle();
    var found = policy.destination("https", "orders.example.com", -1);
    assertNotNull(found);
    assertEquals("Bearer eyJ.a.token", policy.cachedHeaderValue(found.audience()));
  }

  @Test
  void howeverManyHaveWaitedForOneVerdictItIsReviewedAfterASecond() throws Exception {
    var time = new ManualTime();
    var asked = new ArrayList<Long>();
    MintingSource source =
        audience -> {
          asked.add(time.steadyMillis());
          throw new NoIdentityException("it refuses", false);
        };
    var policy = policyOfALaptop(time, source);
    for (int i = 0; i < 10; i++) {
      var unused = policy.headerValue(new Destination(ORDERS, OnFailure.FAIL));
    }
    time.settle();
    time.pass(1_000);
    assertNull(policy.destination("https", "orders.example.com", -1));
    time.settle();

    assertEquals(List.of(1_000L), pauses(asked));
  }

  @Test
  void aReviewThatFindsNothingOutLeavesTheVerdict() throws Exception {
    var time = new ManualTime();
    var calls = new int[1];
    MintingSource source =
        audience -> {
          if (++calls[0] == 1) {
            throw new NoIdentityException("it refuses", false);
          }
          throw new TokenSourceException("there is no answer", true, 0, null);
        };
    var policy = policyOfALaptop(time, source);
    var unused = policy.headerValue(new Destination(ORDERS, OnFailure.FAIL));
    for (int second = 0; second < 10; second++) {
      time.pass(1_000);
      assertNull(policy.destination("https", "orders.example.com", -1));
      time.settle();
    }

    assertFalse(policy.isOn());
    assertEquals(4, calls[0], "after 0, 1, 3 and 7 seconds");
  }

  @Test
  void anAudienceThatFailedForWantOfAnIdentityIsAskedForAgainWhenThereIsOne() throws Exception {
    var time = new ManualTime();
    var late = new boolean[] {true};
    MintingSource source =
        audience -> {
          if (late[0]) {
            throw new NoIdentityException("it refuses", false);
          }
          return new IdToken("eyJ.a.token", audience.aud(), null, time.wallMillis() + 3_600_000, 0);
        };
    var rules =
        List.of(
            AudienceRule.parse(ORDERS.aud(), null, OnFailure.FAIL),
            AudienceRule.parse(STOCK.aud(), null, OnFailure.FAIL));
    var tokens = new TokenEngine(source, time, () -> 1, time, 5_000, List.of(ORDERS, STOCK), 10);
    var policy =
        new HopPolicy(new AudienceTable(rules), tokens, HeaderChoice.AUTO, false, () -> {});
    for (var audience : List.of(ORDERS, STOCK)) {
      var unused = policy.headerValue(new Destination(audience, OnFailure.FAIL));
    }
    time.settle();
    late[0] = false;
    time.pass(1_000);
    assertNull(policy.destination("https", "orders.example.com", -1));
    time.settle();
    assertTrue(policy.isOn());
    var stock = policy.headerValue(new Destination(STOCK, OnFailure.FAIL));
    time.settle();

    assertEquals("Bearer eyJ.a.token", stock.get());
    assertTrue(policy.isOn());
  }

  @Test
  void whereThereIsNoMetadataServerTheVerdictIsReviewedEveryTenMinutes() throws Exception {
    var time = new ManualTime();
    var asked = new ArrayList<Long>();
    MintingSource source =
        audience -> {
          asked.add(time.steadyMillis());
          throw new NoIdentityException("unknown host", true);
        };
    var policy = policyOfALaptop(time, source);
    var unused = policy.headerValue(new Destination(ORDERS, OnFailure.FAIL));
    for (int second = 0; second < 3_600; second++) {
      time.pass(1_000);
      assertNull(policy.destination("https", "orders.example.com", -1));
    }
    assertEquals(List.of(600_000L, 600_000L, 600_000L, 600_000L, 600_000L), pauses(asked));
  }

  @Test
  void nothingIsReviewedWhileNobodyAsks() throws Exception {
    var time = new ManualTime();
    MintingSource source =
        audience -> {
          throw new NoIdentityException("it refuses", false);
        };
    var policy = policyOfALaptop(time, source);
    var unused = policy.headerValue(new Destination(ORDERS, OnFailure.FAIL));
    time.settle();
    time.pass(3_600_000);
    assertTrue(time.isIdle());
  }

  private static HopPolicy policyOfALaptop(ManualTime time, MintingSource source) throws Exception {
    var rule = AudienceRule.parse(ORDERS.aud(), null, OnFailure.FAIL);
    var tokens = new TokenEngine(source, time, () -> 0, time, 5_000, List.of(ORDERS), 10);
    return new HopPolicy(
        new AudienceTable(List.of(rule)), tokens, HeaderChoice.AUTO, false, () -> {});
  }

  private static List<Long> pauses(List<Long> millis) {
    var pauses = new ArrayList<Long>();
    for (int i = 1; i < millis.size(); i++) {
      pauses.add(millis.get(i) - millis.get(i - 1));
    }
    return pauses;
  }
}
