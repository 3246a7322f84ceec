package dev.cloudrunauth.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.audience.AudienceRule;
import dev.cloudrunauth.audience.AudienceTable;
import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.explain.Explainer;
import dev.cloudrunauth.token.IdToken;
import dev.cloudrunauth.token.ManualTime;
import dev.cloudrunauth.token.MintingSource;
import dev.cloudrunauth.token.TokenEngine;
import dev.cloudrunauth.token.TokenSourceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a hop is written that has waited for its token, and the source gives no other. */
class LastTokenTest {

  private static final Audience ORDERS = new Audience("https://orders.example.com", null);
  private static final long HOUR = 3_600_000;

  private final ManualTime time = new ManualTime();
  private final Authorizers authorizers =
      new Authorizers(new ConfigurationWait(() -> time, () -> OnFailure.FAIL, 1_000));
  private final Authorizer authorizer =
      authorizers.of(Library.woven("client", "client", "none", "a/Client"));
  private boolean isOut;
  private final TokenEngine tokens = engine();

  private TokenEngine engine() {
    MintingSource source =
        audience -> {
          if (isOut) {
            throw new TokenSourceException("the source is out", false, 0, null);
          }
          return new IdToken("eyJ.a.token", audience.aud(), null, time.wallMillis() + HOUR, 0);
        };
    return new TokenEngine(source, time, () -> 0, time, 5_000, List.of(ORDERS), 10);
  }

  @BeforeEach
  void haveAToken() throws Exception {
    var rule = AudienceRule.parse(ORDERS.aud(), null, OnFailure.FAIL);
    authorizers.authorize(
        new HopPolicy(new AudienceTable(List.of(rule)), tokens, HeaderChoice.AUTO, true, () -> {}),
        id -> true,
        new Explainer(() -> 0, () -> 0));
    var first = tokens.token(ORDERS);
    time.settle();
    assertEquals("Bearer eyJ.a.token", first.get().headerValue());
    isOut = true;
  }

  @Test
  void oneThatIsAboutToExpireIsSentUntilItDoes() throws Throwable {
    time.jumpWall(HOUR - 10_000);
    assertNull(tokens.cached(ORDERS));
    assertEquals("Bearer eyJ.a.token", sent());

    time.jumpWall(10_000);
    assertNull(sent());
  }

  @Test
  void oneThatWasRefusedIsBetterThanNone() throws Throwable {
    tokens.refused(ORDERS, "Bearer eyJ.a.token", 0);
    assertNull(tokens.cached(ORDERS));
    assertEquals("Bearer eyJ.a.token", sent());
  }

  @Test
  void oneThatWasDroppedIsNotSent() throws Throwable {
    tokens.dropAll();
    assertNull(sent());
  }

  private @Nullable String sent() throws Throwable {
    var headers = new HashMap<String, String>();
    authorizer.authorizeAtOnce(new Hop(headers));
    time.settle();
    return headers.get(HeaderChoice.STANDARD);
  }

  private record Hop(Map<String, String> set) implements OutgoingRequest {

    @Override
    public String scheme() {
      return "https";
    }

    @Override
    public String host() {
      return "orders.example.com";
    }

    @Override
    public int port() {
      return 443;
    }

    @Override
    public List<String> headers(String name) {
      return List.of();
    }

    @Override
    public void setHeader(String name, String value) {
      set.put(name, value);
    }

    @Override
    public void removeHeader(String name) {
      set.remove(name);
    }
  }
}
