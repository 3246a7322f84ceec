package dev.cloudrunauth.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudienceMatchTest {

  private static final String CUSTOM = "https://billing.example.com";

  @ParameterizedTest
  @CsvSource({
    "orders-a-uc.a.run.app, EXACT, https://orders-a-uc.a.run.app",
    "ORDERS-a-uc.a.run.app, EXACT, https://orders-a-uc.a.run.app",
    "blue---orders-a-uc.a.run.app, TAG, https://orders-a-uc.a.run.app",
    "green---orders-a-uc.a.run.app, HOSTS, https://green---orders-a-uc.a.run.app",
    "stock-a-uc.a.run.app, WILDCARD, https://*-uc.a.run.app",
    "red---stock-a-uc.a.run.app, WILDCARD, https://*-uc.a.run.app",
    "stock-a-ew.a.run.app, WILDCARD, https://*.run.app"
  })
  void theRuleIsTheOneThatTheTableGoesBy(String host, AudienceMatch.Kind kind, String pattern)
      throws Exception {
    var match = table().match("https", host, 443);

    assertNotNull(match);
    assertEquals(kind, match.kind());
    assertEquals(pattern, match.rule().pattern());
    assertEquals(table().find("https", host, 443), match.destination());
  }

  @ParameterizedTest
  @ValueSource(strings = {"www.example.com", "evilrun.app", "orders-a-uc.a.run.app."})
  void otherHostsMeetNoRule(String host) throws Exception {
    assertNull(table().match("https", host, -1));
  }

  @Test
  void plainHttpMeetsNoRule() throws Exception {
    assertNull(table().match("http", "orders-a-uc.a.run.app", -1));
  }

  private static AudienceTable table() throws InvalidOriginException {
    return new AudienceTable(
        List.of(
            AudienceRule.parse("https://*.run.app", null, OnFailure.FAIL),
            AudienceRule.parse("https://*-uc.a.run.app", null, OnFailure.PASS_THROUGH),
            AudienceRule.parse("https://orders-a-uc.a.run.app", null, OnFailure.FAIL),
            AudienceRule.fixed(
                Origin.parse("https://green---orders-a-uc.a.run.app"),
                new Destination(new Audience(CUSTOM, null), OnFailure.FAIL))));
  }
}
