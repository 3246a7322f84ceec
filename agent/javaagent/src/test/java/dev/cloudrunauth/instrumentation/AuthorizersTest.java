package dev.cloudrunauth.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.AudienceTable;
import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.explain.Explainer;
import dev.cloudrunauth.token.ManualTime;
import dev.cloudrunauth.token.MintingSource;
import dev.cloudrunauth.token.TokenEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorizersTest {

  private final ManualTime time = new ManualTime();
  private final Authorizers authorizers =
      new Authorizers(new ConfigurationWait(() -> time, () -> OnFailure.FAIL, 1_000));

  /** As in a process that the agent is attached to, where both happen at the same time. */
  @Test
  void aClientThatIsLoadedWhileTheConfigurationIsAppliedHasItToo() {
    var first = authorizers.of(client("first"));
    var loaded = new ArrayList<Authorizer>();
    assertTrue(mayHaveToWait(first));

    authorizers.authorize(
        policy(),
        id -> {
          if (id.equals("first")) {
            loaded.add(authorizers.of(client("second")));
          }
          return true;
        },
        new Explainer(() -> 0, () -> 0));

    assertFalse(mayHaveToWait(first));
    assertEquals(1, loaded.size());
    assertFalse(mayHaveToWait(loaded.get(0)));
  }

  private static boolean mayHaveToWait(Authorizer authorizer) {
    return authorizer.mayHaveToWait("https", "orders.example.com", -1);
  }

  private static Library client(String id) {
    return Library.woven(id, id, "none", "a/Client");
  }

  private HopPolicy policy() {
    MintingSource never =
        audience -> {
          throw new AssertionError("nothing is asked for");
        };
    var tokens = new TokenEngine(never, time, () -> 0, time, 5_000, List.of(), 10);
    return new HopPolicy(new AudienceTable(List.of()), tokens, HeaderChoice.AUTO, true, () -> {});
  }
}
