package dev.cloudrunauth.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.AudienceRule;
import dev.cloudrunauth.audience.AudienceTable;
import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.explain.Explainer;
import dev.cloudrunauth.launch.WovenJvm;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.token.MintingSource;
import dev.cloudrunauth.token.Scheduler;
import dev.cloudrunauth.token.Ticker;
import dev.cloudrunauth.token.TokenEngine;
import dev.cloudrunauth.token.TokenThreads;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All threads of the agent that fetch tokens or end waits are stuck: a hop that waits ends all the
 * same, by its own limit. With the real clients of this JVM, woven.
 */
class HardDeadlineTest {

  private static final String SITE = "site.example.com";
  private static final String URL = "https://" + SITE + "/path";
  private static final long MILLIS = 50;

  private static final LocalCloudRun CLOUD_RUN =
      LocalCloudRun.builder().publicSite(SITE, request -> Response.text(200, "hello\n")).start();

  private final TokenThreads threads = new TokenThreads();

  private final Scheduler stuck =
      new Scheduler() {
        @Override
        public void execute(Runnable task) {}

        @Override
        public void resume(Runnable task) {}

        @Override
        public Future<?> schedule(Runnable task, long delayMillis) {
          return threads.schedule(task, delayMillis);
        }
      };

  private BiFunction<?, ?, ?>[] before = {};

  @BeforeEach
  void weave() {
    CLOUD_RUN.clear();
    before = WovenJvm.call(WovenJvm.adapters(CompletableFuture.completedFuture(null)));
  }

  @AfterEach
  void stop() {
    WovenJvm.call(before);
    threads.shutdownNow();
  }

  @AfterAll
  static void close() {
    RealClient.close();
    CLOUD_RUN.close();
  }

  @ParameterizedTest
  @EnumSource
  void aRequestThatNeedsATokenFailsWhenTheAgentDoesNotAnswer(RealClient client) throws Exception {
    WovenJvm.call(WovenJvm.adapters(CompletableFuture.completedFuture(policy(OnFailure.FAIL))));

    var thrown = assertThrows(Exception.class, () -> client.post(CLOUD_RUN, URL));

    // sendAsync wraps it.
    assertTrue(
        thrown.toString().contains("has not answered within token-timeout"), thrown::toString);
    assertEquals(List.of(), CLOUD_RUN.received());
  }

  @ParameterizedTest
  @EnumSource
  void aRequestThatMayPassGoesWithoutATokenWhenTheAgentDoesNotAnswer(RealClient client)
      throws Exception {
    WovenJvm.call(
        WovenJvm.adapters(CompletableFuture.completedFuture(policy(OnFailure.PASS_THROUGH))));

    assertEquals(200, client.post(CLOUD_RUN, URL));

    assertFalse(CLOUD_RUN.received().get(0).headers().has("Authorization"));
  }

  @ParameterizedTest
  @EnumSource
  void aRequestElsewhereGoesOnWhenTheConfigurationIsNeverRead(RealClient client) throws Exception {
    WovenJvm.call(
        WovenJvm.adapters(
            new CompletableFuture<>(),
            new Explainer(() -> 0, () -> 0),
            new ConfigurationWait(() -> stuck, () -> OnFailure.FAIL, MILLIS)));

    assertEquals(200, client.post(CLOUD_RUN, URL));
  }

  private HopPolicy policy(OnFailure onFailure) throws Exception {
    var rule = AudienceRule.parse("https://" + SITE, null, onFailure);
    MintingSource never =
        audience -> {
          throw new AssertionError("no thread is free to ask");
        };
    var table = new AudienceTable(List.of(rule));
    var tokens =
        new TokenEngine(never, Ticker.system(), () -> 0, stuck, MILLIS, table.fixedAudiences(), 10);
    return new HopPolicy(table, tokens, HeaderChoice.AUTO, true, () -> {});
  }
}
