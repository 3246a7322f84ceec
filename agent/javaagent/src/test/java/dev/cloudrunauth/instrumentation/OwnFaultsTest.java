package dev.cloudrunauth.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.audience.AudienceRule;
import dev.cloudrunauth.audience.AudienceTable;
import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.explain.Explainer;
import dev.cloudrunauth.launch.WovenJvm;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Header;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.token.IdToken;
import dev.cloudrunauth.token.MintingSource;
import dev.cloudrunauth.token.Ticker;
import dev.cloudrunauth.token.TokenEngine;
import dev.cloudrunauth.token.TokenSourceException;
import dev.cloudrunauth.token.TokenThreads;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever goes wrong in the agent's own code, at a hop or at its answer, at once or later: the
 * server receives what it would receive without the agent, the application gets its answer, and the
 * log has one line for each kind of fault. With the real clients of this JVM, woven.
 */
@SuppressWarnings("StaticAssignmentOfThrowable") // the server that throws it is shared
class OwnFaultsTest {

  private static final String RAW = "raw.example.com";
  private static final String SITE = "site.example.com";
  private static final int CALLS = 2;

  private static final FaultyTicker TICKER = new FaultyTicker();
  private static volatile @Nullable Throwable faultAtTheAnswer;
  private static volatile int status = 401;

  private static final LocalCloudRun CLOUD_RUN =
      LocalCloudRun.builder().rawSite(RAW).publicSite(SITE, request -> answer()).start();

  private final TokenThreads threads = new TokenThreads();
  private final PrintStream standardError = System.err;
  private final FaultLog log = new FaultLog();
  private BiFunction<?, ?, ?>[] before = {};

  @BeforeEach
  void weave() {
    Faults.forget();
    before = WovenJvm.call(WovenJvm.adapters(CompletableFuture.completedFuture(null)));
    System.setErr(log);
  }

  @AfterEach
  void stop() {
    System.setErr(standardError);
    WovenJvm.call(before);
    threads.shutdownNow();
    TICKER.fault = null;
    faultAtTheAnswer = null;
    status = 401;
  }

  @AfterAll
  static void close() {
    RealClient.close();
    CLOUD_RUN.close();
  }

  @ParameterizedTest
  @EnumSource
  void aHookThatThrowsLeavesEveryRequestAndEveryAnswerAsItIs(RealClient client) throws Exception {
    var untouched = call(client);
    for (var fault : OwnFault.values()) {
      var hops = new BiFunction<?, ?, ?>[before.length];
      // By an IOException an adapter says that the request must fail; below, none says so by fault.
      Arrays.fill(
          hops,
          (BiFunction<Object, Object, Object>)
              (subject, context) -> {
                throw Undeclared.exception(
                    fault == OwnFault.IO ? new AssertionError() : fault.at("hook"));
              });
      WovenJvm.call(hops);
      assertEquals(untouched, call(client), fault.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFaultAtAHopIsToldOnceAndTheRequestGoesAsItWas(RealClient client) throws Exception {
    var untouched = call(client);
    for (var fault : OwnFault.values()) {
      WovenJvm.call(
          WovenJvm.adapters(CompletableFuture.completedFuture(policy(OnFailure.FAIL, true))));
      TICKER.fault = fault.at("hop" + client);
      for (int i = 0; i < CALLS; i++) {
        assertEquals(untouched, call(client), fault.toString());
      }
      TICKER.fault = null;
    }
    assertToldOnce(client, "hop" + client);
  }

  @ParameterizedTest
  @EnumSource
  void aFaultOfTheConfigurationIsToldOnceAndRequestsThatWaitForItGoAsTheyWere(RealClient client)
      throws Exception {
    var untouched = call(client);
    for (var fault : OwnFault.values()) {
      for (int i = 0; i < CALLS; i++) {
        var thrown = fault.at("configuration" + client);
        WovenJvm.call(
            WovenJvm.adapters(
                new CompletableFuture<>(),
                new Explainer(() -> 0, () -> 0),
                new ConfigurationWait(
                    () -> threads,
                    () -> {
                      throw Undeclared.exception(thrown);
                    },
                    1)));
        assertEquals(untouched, call(client), fault.toString());
      }
    }
    assertToldOnce(client, "configuration" + client);
  }

  @ParameterizedTest
  @EnumSource
  void aFaultAfterTheWaitForATokenIsToldOnceAndTheRequestGoesAsItWas(RealClient client)
      throws Exception {
    var untouched = call(client);
    for (var fault : OwnFault.values()) {
      for (int i = 0; i < CALLS; i++) {
        WovenJvm.call(
            WovenJvm.adapters(
                CompletableFuture.completedFuture(policy(OnFailure.PASS_THROUGH, false))));
        log.failNext(fault.at("wait" + client));
        assertEquals(untouched, call(client), fault.toString());
      }
    }
    assertToldOnce(client, "wait" + client);
  }

  @ParameterizedTest
  @EnumSource
  void aFaultAtAnAnswerIsToldOnceAndTheApplicationHasTheAnswer(RealClient client) throws Exception {
    for (var fault : OwnFault.values()) {
      for (int i = 0; i < CALLS; i++) {
        CLOUD_RUN.clear();
        WovenJvm.call(
            WovenJvm.adapters(CompletableFuture.completedFuture(policy(OnFailure.FAIL, true))));
        faultAtTheAnswer = fault.at("answer" + client);
        assertEquals(401, client.post(CLOUD_RUN, "https://" + SITE + "/"), fault.toString());
        TICKER.fault = null;
        var received = CLOUD_RUN.received();
        assertEquals(1, received.size());
        assertTrue(received.get(0).headers().has("Authorization"), "it went with its token");
      }
    }
    assertToldOnce(client, "answer" + client);
  }

  /** With one kind of fault, because no more than a hundred kinds are told in one JVM. */
  @ParameterizedTest
  @EnumSource
  void aFaultOfAnExplanationIsNotTheApplications(RealClient client) throws Exception {
    var fault = new IllegalStateException("in the middle of an explanation");
    LongSupplier clock =
        () -> {
          throw fault;
        };
    status = 403;
    for (int i = 0; i < CALLS; i++) {
      WovenJvm.call(
          WovenJvm.adapters(
              CompletableFuture.completedFuture(policy(OnFailure.FAIL, true)),
              new Explainer(clock, clock)));
      assertEquals(403, client.post(CLOUD_RUN, "https://" + SITE + "/"));
    }
  }

  @Test
  void withoutAFaultTheSameRequestsCarryTheToken() throws Exception {
    WovenJvm.call(
        WovenJvm.adapters(CompletableFuture.completedFuture(policy(OnFailure.FAIL, true))));
    for (var client : RealClient.values()) {
      var received = call(client).toString().toLowerCase(Locale.ROOT);
      assertTrue(received.contains("authorization: "), client + " has no token");
    }
  }

  /** What the server has received: every byte, or over HTTP/2 every header, and the body. */
  private List<Object> call(RealClient client) throws Exception {
    CLOUD_RUN.clear();
    int status = client.post(CLOUD_RUN, "https://" + (client.isHttp2 ? SITE : RAW) + "/path?q");
    var received = new ArrayList<Object>(List.of(status));
    if (!client.isHttp2) {
      received.addAll(CLOUD_RUN.rawSite(RAW).received().stream().map(body -> body.text()).toList());
    }
    for (var request : CLOUD_RUN.received()) {
      received.addAll(
          List.of(request.protocol(), request.method(), request.target(), request.body().text()));
      received.addAll(request.headers().lines().stream().map(Header::toString).sorted().toList());
    }
    assertFalse(received.size() == 1, "nothing was received");
    return received;
  }

  private void assertToldOnce(RealClient client, String place) {
    var told = log.told(client.name, place);
    for (var fault : OwnFault.values()) {
      var name = fault.at(place).getClass().getName();
      var times = told.stream().filter(name::equals).count();
      if (!fault.isOfOneKindEverywhere()) {
        assertEquals(1, times, name + " in " + told);
      } else {
        assertTrue(times <= 1, name + " in " + told);
      }
    }
  }

  private static Response answer() {
    if (faultAtTheAnswer != null) {
      TICKER.fault = faultAtTheAnswer;
    }
    return Response.text(status, "no\n").with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }

  private HopPolicy policy(OnFailure onFailure, boolean mints) throws Exception {
    var audiences = new ArrayList<Audience>();
    var rules = new ArrayList<AudienceRule>();
    for (var host : List.of(RAW, SITE)) {
      rules.add(AudienceRule.parse("https://" + host, null, onFailure));
      audiences.add(new Audience("https://" + host, null));
    }
    MintingSource source =
        audience -> {
          if (!mints) {
            throw new TokenSourceException("there is none", false, 0, null);
          }
          return new IdToken(
              "eyJ.test.token",
              audience.aud(),
              null,
              System.currentTimeMillis() + 3_600_000,
              System.currentTimeMillis());
        };
    var tokens = new TokenEngine(source, TICKER, () -> 0, threads, 20_000, audiences, 10);
    return new HopPolicy(new AudienceTable(rules), tokens, HeaderChoice.AUTO, true, () -> {});
  }

  /** The machine's clocks, until they fail. */
  private static final class FaultyTicker implements Ticker {

    private volatile @Nullable Throwable fault;

    @Override
    public long wallMillis() {
      var thrown = fault;
      if (thrown != null) {
        throw Undeclared.exception(thrown);
      }
      return System.currentTimeMillis();
    }

    @Override
    public long steadyMillis() {
      return System.nanoTime() / 1_000_000;
    }
  }
}
