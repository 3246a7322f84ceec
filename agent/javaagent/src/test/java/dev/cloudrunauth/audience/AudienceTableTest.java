package dev.cloudrunauth.audience;

import static dev.cloudrunauth.token.Allocation.bytesPerCall;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudienceTableTest {
  private static final String ORDERS = "orders-4fjx2k-uc.a.run.app";
  private static final String OTHER = "stock-123456789012.us-central1.run.app";

  @ParameterizedTest
  @CsvSource({
    // configured, requested, audience (empty: none)
    "https://orders-4fjx2k-uc.a.run.app, https://orders-4fjx2k-uc.a.run.app, https://orders-4fjx2k-uc.a.run.app",
    "https://Orders-4fjx2k-UC.a.run.app/, https://orders-4fjx2k-uc.a.run.app, https://orders-4fjx2k-uc.a.run.app",
    "https://orders-4fjx2k-uc.a.run.app:443, https://orders-4fjx2k-uc.a.run.app, https://orders-4fjx2k-uc.a.run.app",
    "https://orders-4fjx2k-uc.a.run.app, https://ORDERS-4fjx2k-uc.A.run.app, https://orders-4fjx2k-uc.a.run.app",
    "https://orders-4fjx2k-uc.a.run.app, HTTPS://orders-4fjx2k-uc.a.run.app, https://orders-4fjx2k-uc.a.run.app",
    "https://orders-4fjx2k-uc.a.run.app, https://canary---orders-4fjx2k-uc.a.run.app, https://orders-4fjx2k-uc.a.run.app",
    "https://orders-4fjx2k-uc.a.run.app, https://my-canary---orders-4fjx2k-uc.a.run.app, https://orders-4fjx2k-uc.a.run.app",
    "https://orders-4fjx2k-uc.a.run.app, https://a---b---orders-4fjx2k-uc.a.run.app,",
    "https://orders-4fjx2k-uc.a.run.app, https://canary----orders-4fjx2k-uc.a.run.app,",
    "https://orders-4fjx2k-uc.a.run.app, https://---orders-4fjx2k-uc.a.run.app,",
    "https://orders-4fjx2k-uc.a.run.app, https://canary--orders-4fjx2k-uc.a.run.app,",
    "https://orders-4fjx2k-uc.a.run.app, https://a.b---orders-4fjx2k-uc.a.run.app,",
    "https://orders-4fjx2k-uc.a.run.app, https://orders-4fjx2k-uc.a.run.app:8443,",
    "https://orders-4fjx2k-uc.a.run.app, https://canary---orders-4fjx2k-uc.a.run.app:8443,",
    "https://orders-4fjx2k-uc.a.run.app, https://stock-4fjx2k-uc.a.run.app,",
    "https://orders.example.com, https://canary---orders.example.com,",
    "https://orders.example.com:8443, https://orders.example.com:8443, https://orders.example.com:8443",
    "https://orders.example.com:8443, https://orders.example.com,",
    "https://bücher.example.com, https://xn--bcher-kva.example.com, https://xn--bcher-kva.example.com",
    "https://10.1.2.3, https://10.1.2.3, https://10.1.2.3",
    "https://*.run.app, https://orders-4fjx2k-uc.a.run.app, https://orders-4fjx2k-uc.a.run.app",
    "https://*.run.app, https://orders-1.us-central1.run.app, https://orders-1.us-central1.run.app",
    "https://*.run.app, https://ORDERS-1.us-central1.RUN.app, https://orders-1.us-central1.run.app",
    "https://*.run.app, https://canary---orders-1.us-central1.run.app, https://orders-1.us-central1.run.app",
    "https://*.run.app, https://a---b---orders-1.us-central1.run.app,",
    "https://*.run.app, https://orders-1.us-central1.run.app:8443,",
    "https://*.run.app:8443, https://orders-1.us-central1.run.app:8443, https://orders-1.us-central1.run.app:8443",
    "https://*.run.app:8443, https://canary---orders-1.us-central1.run.app:8443, https://orders-1.us-central1.run.app:8443",
    "https://*.run.app:8443, https://orders-1.us-central1.run.app,",
    "https://*.example.com, https://x---orders.example.com, https://x---orders.example.com",
    "https://*-123456789012.us-central1.run.app, https://orders-123456789012.us-central1.run.app, https://orders-123456789012.us-central1.run.app",
    "https://*-123456789012.us-central1.run.app, https://t---orders-123456789012.us-central1.run.app, https://orders-123456789012.us-central1.run.app",
    "https://*-123456789012.us-central1.run.app, https://x.orders-123456789012.us-central1.run.app,",
    "https://*-123456789012.us-central1.run.app, https://-123456789012.us-central1.run.app,",
    "https://*-123456789012.us-central1.run.app, https://a---123456789012.us-central1.run.app,",
    "https://*-123456789012.us-central1.run.app, https://orders-999123456789012.us-central1.run.app,",
    "https://*-123456789012.us-central1.run.app, https://orders-123456789012-66.us-central1.run.app,",
    "https://*-123456789012.us-central1.run.app, https://orders-123456789012.europe-west1.run.app,",
  })
  void answersEachRowOfTheMatchingTable(
      String configured, String requested, @Nullable String audience)
      throws InvalidOriginException {
    Destination found = request(table(configured), requested);
    assertEquals(audience, found == null ? null : found.audience().aud());
  }

  @Test
  void aHostWithAFixedAudienceMatchesItselfAlone() throws InvalidOriginException {
    var billing =
        new Destination(
            new Audience("https://billing.example.com", "caller@p.iam.gserviceaccount.com"),
            OnFailure.FAIL);
    var table =
        new AudienceTable(
            List.of(
                AudienceRule.fixed(Origin.parseHost("billing.internal.example.com"), billing),
                AudienceRule.fixed(Origin.parseHost("billing.internal.example.com:8443"), billing),
                AudienceRule.fixed(Origin.parseHost(ORDERS), billing)));
    assertEquals(billing, table.find("https", "billing.internal.example.com", -1));
    assertEquals(billing, table.find("https", "billing.internal.example.com", 8443));
    assertEquals(billing, table.find("https", ORDERS, 443));
    assertNull(table.find("https", "billing.internal.example.com", 9443));
    assertNull(table.find("https", "billing.example.com", -1));
    assertNull(table.find("https", "canary---" + ORDERS, -1));
  }

  @Test
  void anExactOriginWinsOverTheLongestWildcardAndThatOverTheOthers() throws InvalidOriginException {
    var table =
        new AudienceTable(
            List.of(
                AudienceRule.parse(
                    "https://*.run.app", "any@p.iam.gserviceaccount.com", OnFailure.FAIL),
                AudienceRule.parse(
                    "https://*.a.run.app", "a@p.iam.gserviceaccount.com", OnFailure.FAIL),
                AudienceRule.parse(
                    "https://" + ORDERS, "orders@p.iam.gserviceaccount.com", OnFailure.FAIL)));
    assertEquals("orders@p.iam.gserviceaccount.com", impersonated(table, ORDERS));
    assertEquals("orders@p.iam.gserviceaccount.com", impersonated(table, "canary---" + ORDERS));
    assertEquals("a@p.iam.gserviceaccount.com", impersonated(table, "stock-4fjx2k-uc.a.run.app"));
    assertEquals("any@p.iam.gserviceaccount.com", impersonated(table, "stock-1.europe.run.app"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run.app",
        ".run.app",
        "evilrun.app",
        "run.app.evil.com",
        "a.run.app.evil.com",
        "a.run.app.",
        "a..run.app",
        ".a.run.app",
        "-a.run.app",
        "a-.run.app",
        "a_b.run.app",
        "a b.run.app",
        " a.run.app",
        "a.run.app ",
        "a\t.run.app",
        "a\n.run.app",
        "a\r\nHost: evil.com\r\n.run.app",
        "a\0.run.app",
        "a\u007f.run.app",
        "%61.run.app",
        "evil.com%2f.run.app",
        "user@a.run.app",
        "evil.com/.run.app",
        "evil.com?.run.app",
        "evil.com#.run.app",
        "evil.com\\.run.app",
        "evil.com:443.run.app",
        "*.run.app",
        "[::1]",
        "[::1].run.app",
        "::1",
        "127.0.0.1",
        "localhost",
        "",
        ".",
        "..",
        "---",
        "------.run.app",
        "bücher.run.app",
        "a。run.app",
        "a．run．app",
        "\u212aa.run.app",
        "a.ru\u0578.app",
        "a.r\u200bun.app",
        "\ud800.run.app",
      })
  void aHostileHostMatchesNothing(String host) throws InvalidOriginException {
    var table = table("https://*.run.app", "https://" + ORDERS, "https://kasse.example.com");
    assertNull(table.find("https", host, -1));
    assertNull(table.find("https", host, 443));
  }

  @Test
  void aCharacterThatLowerCasesToAsciiMatchesNothing() throws InvalidOriginException {
    assertNull(table("https://kasse.example.com").find("https", "\u212aasse.example.com", -1));
  }

  @Test
  void aVeryLongHostMatchesNothing() throws InvalidOriginException {
    var table = table("https://*.run.app", "https://" + ORDERS);
    assertNull(table.find("https", "a".repeat(64) + ".run.app", -1));
    assertNull(table.find("https", "a.".repeat(123) + ".run.app", -1));
    assertNull(table.find("https", "a.".repeat(1_000_000) + "run.app", -1));
    assertNull(table.find("https", "t---".repeat(1_000_000) + ORDERS, -1));
  }

  @Test
  void onlyHttpsMatches() throws InvalidOriginException {
    var table = table("https://*.run.app", "https://" + ORDERS);
    for (String scheme : new String[] {"http", "ws", "wss", "httpſ", "https ", "", null}) {
      assertNull(table.find(scheme, ORDERS, 443));
    }
    assertNull(table.find("https", null, 443));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -2, 0, 1, 80, 442, 444, 65_979, Integer.MAX_VALUE})
  void anotherPortMatchesNothing(int port) throws InvalidOriginException {
    var table = table("https://*.run.app", "https://" + ORDERS);
    assertNull(table.find("https", ORDERS, port));
    assertNull(table.find("https", "stock-4fjx2k-uc.a.run.app", port));
  }

  @Test
  void anEmptyTableMatchesNothing() {
    assertNull(new AudienceTable(List.of()).find("https", ORDERS, 443));
  }

  @Test
  void fixedAudiencesAreThoseKnownBeforeAnyRequestEachOnce() throws InvalidOriginException {
    var billing = new Audience("billing", null);
    var table =
        new AudienceTable(
            List.of(
                AudienceRule.parse("https://orders.example.com", null, OnFailure.FAIL),
                AudienceRule.parse("https://*.run.app", null, OnFailure.FAIL),
                AudienceRule.fixed(
                    Origin.parseHost("a.example.com"), new Destination(billing, OnFailure.FAIL)),
                AudienceRule.fixed(
                    Origin.parseHost("b.example.com"),
                    new Destination(billing, OnFailure.PASS_THROUGH))));
    assertEquals(
        List.of(new Audience("https://orders.example.com", null), billing), table.fixedAudiences());
  }

  @Test
  void twoDifferentRulesForOnePatternAreRefusedAndTwoEqualOnesAreNot()
      throws InvalidOriginException {
    AudienceRule rule = AudienceRule.parse("https://orders.example.com", null, OnFailure.FAIL);
    AudienceRule same = AudienceRule.parse("https://ORDERS.example.com:443/", null, OnFailure.FAIL);
    AudienceRule other =
        AudienceRule.parse(
            "https://orders.example.com", "a@p.iam.gserviceaccount.com", OnFailure.FAIL);
    AudienceRule lenient =
        AudienceRule.parse("https://orders.example.com", null, OnFailure.PASS_THROUGH);
    AudienceRule wildcard = AudienceRule.parse("https://*.run.app", null, OnFailure.FAIL);
    AudienceRule lenientWildcard =
        AudienceRule.parse("https://*.run.app", null, OnFailure.PASS_THROUGH);
    assertEquals(1, new AudienceTable(List.of(rule, same)).fixedAudiences().size());
    assertThrows(IllegalArgumentException.class, () -> new AudienceTable(List.of(rule, lenient)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AudienceTable(List.of(wildcard, lenientWildcard)));
    assertThrows(IllegalArgumentException.class, () -> new AudienceTable(List.of(rule, other)));
  }

  @Test
  void eachRuleSaysForItselfWhatBecomesOfARequestWithoutToken() throws InvalidOriginException {
    var table =
        new AudienceTable(
            List.of(
                AudienceRule.parse("https://" + ORDERS, null, OnFailure.FAIL),
                AudienceRule.parse("https://*.a.run.app", null, OnFailure.PASS_THROUGH)));
    assertEquals(OnFailure.FAIL, onFailure(table, "https://" + ORDERS));
    assertEquals(OnFailure.FAIL, onFailure(table, "https://canary---" + ORDERS));
    assertEquals(OnFailure.PASS_THROUGH, onFailure(table, "https://stock-4fjx2k-uc.a.run.app"));
  }

  @Test
  void anExactOriginCostsNoMemory() throws Throwable {
    var table = table("https://" + ORDERS, "https://*.a.run.app");

    assertEquals(0, bytesPerCall(() -> assertNotNull(table.find("https", ORDERS, -1))));
  }

  @Test
  void aHostThatIsNotConfiguredCostsNoMemory() throws Throwable {
    var table = table("https://*.a.run.app", "https://orders.example.com", "https://" + OTHER);
    for (var host :
        List.of(
            "storage.googleapis.com",
            "orders.example.org",
            "stock-1.us-central1.run.app",
            "queue-123456789012.us-central1.run.app")) {
      assertEquals(0, bytesPerCall(() -> assertNull(table.find("https", host, -1))), host);
    }
  }

  @Test
  void aTagAndAWildcardCostMemoryOnceAndThenNoMore() throws Throwable {
    var table = table("https://" + ORDERS, "https://*.us-central1.run.app");
    for (var host :
        List.of(
            "canary---" + ORDERS, OTHER, "canary---" + OTHER, ORDERS.toUpperCase(Locale.ROOT))) {
      var first = table.find("https", host, -1);

      assertSame(first, table.find("https", host, -1));
      assertEquals(0, bytesPerCall(() -> assertNotNull(table.find("https", host, -1))), host);
    }
  }

  @Test
  void aHostThatIsRememberedIsStillAnotherOriginAtAnotherPort() throws InvalidOriginException {
    var table = table("https://*.us-central1.run.app", "https://*.us-central1.run.app:8443");

    assertEquals("https://" + OTHER, aud(table.find("https", OTHER, -1)));
    assertEquals("https://" + OTHER + ":8443", aud(table.find("https", OTHER, 8443)));
    assertNull(table.find("https", OTHER, 444));
    assertNull(table.find("http", OTHER, -1));
    assertEquals("https://" + OTHER, aud(table.find("https", OTHER, 443)));
  }

  @Test
  void moreHostsThanItRemembersAreFoundAllTheSame() throws InvalidOriginException {
    var table = table("https://*.us-central1.run.app");
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 3_000; i++) {
        var host = "stock-" + i + "-123456789012.us-central1.run.app";
        assertEquals("https://" + host, aud(table.find("https", host, -1)));
      }
    }
  }

  @Test
  void anAudienceInAMessageHasNothingThatATerminalObeys() {
    var audience = new Audience("a\u001b[2J\r\n\u202eb", "c\u009bd");

    assertEquals("a\\u001b[2J\\u000d\\u000a\\u202eb as c\\u009bd", audience.toString());
    assertEquals("a\u001b[2J\r\n\u202eb", audience.aud());
  }

  private static String aud(@Nullable Destination destination) {
    return Objects.requireNonNull(destination).audience().aud();
  }

  private static @Nullable String impersonated(AudienceTable table, String host) {
    Destination found = table.find("https", host, -1);
    return found == null ? null : found.audience().impersonate();
  }

  private static OnFailure onFailure(AudienceTable table, String origin) {
    return Objects.requireNonNull(request(table, origin)).onFailure();
  }

  private static @Nullable Destination request(AudienceTable table, String origin) {
    int host = origin.indexOf("://") + 3;
    int colon = origin.indexOf(':', host);
    return table.find(
        origin.substring(0, host - 3),
        origin.substring(host, colon < 0 ? origin.length() : colon),
        colon < 0 ? -1 : Integer.parseInt(origin.substring(colon + 1)));
  }

  private static AudienceTable table(String... configured) throws InvalidOriginException {
    List<AudienceRule> rules = new ArrayList<>();
    for (String text : configured) {
      rules.add(AudienceRule.parse(text, null, OnFailure.FAIL));
    }
    return new AudienceTable(rules);
  }
}
