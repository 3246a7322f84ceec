package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The clients and JDKs of the {@link Matrix} in every situation. Each is in it twice: without the
 * agent, where the services are open to all, and with the agent, where they want a token. All that
 * the application sees must be the same, and all that the servers receive but for the header.
 *
 * <p>One JVM serves all clients, each in a class loader of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(1)
class ClientMatrixTest {

  private final ExecutorService runners = Executors.newFixedThreadPool(2);
  private final List<Situation> situations = Situations.all();
  private final Map<Jdk, CompletableFuture<Comparison>> comparisons = new LinkedHashMap<>();

  ClientMatrixTest() {
    for (var jdk : Jdk.all()) {
      var those = Matrix.clients(jdk);
      if (!those.isEmpty()) {
        comparisons.put(
            jdk,
            CompletableFuture.supplyAsync(() -> new Comparison(jdk, those, situations), runners));
      }
    }
  }

  @AfterAll
  void stop() {
    runners.shutdownNow();
  }

  @TestFactory
  Stream<DynamicNode> onlyTheHeaderIsDifferentWithTheAgent() {
    return comparisons.keySet().stream()
        .map(
            jdk ->
                dynamicContainer(
                    "JDK " + jdk.release(),
                    Matrix.clients(jdk).stream().map(client -> node(jdk, client))));
  }

  private DynamicNode node(Jdk jdk, Client client) {
    return dynamicContainer(
        client.name(),
        situations.stream()
            .map(situation -> dynamicTest(situation.name(), () -> check(jdk, client, situation))));
  }

  private void check(Jdk jdk, Client client, Situation situation) {
    situation
        .exclusion(client, jdk)
        .ifPresent(
            reason -> {
              Coverage.notApplicable(jdk, client, situation.name(), reason);
              abort(reason);
            });
    int calls = comparison(jdk).check(client, situation);
    Coverage.passed(jdk, client, situation.name(), calls);
  }

  private Comparison comparison(Jdk jdk) {
    return Objects.requireNonNull(comparisons.get(jdk)).join();
  }

  @TestFactory
  Stream<DynamicNode> theAgentSaysNothing() {
    return onEachJdk(comparison -> assertEquals(List.of(), comparison.told()));
  }

  @TestFactory
  Stream<DynamicNode> oneTokenForEachAudienceServesAllClients() {
    return onEachJdk(
        comparison -> {
          var asked = comparison.audiencesAskedFor();
          assertEquals(Site.AUDIENCES, asked.size());
          assertEquals(Site.AUDIENCES, Set.copyOf(asked).size());
        });
  }

  @TestFactory
  Stream<DynamicNode> requestsToOtherSitesArriveByteForByteAsWithoutTheAgent() {
    return onEachJdk(
        comparison -> {
          assertFalse(comparison.raw().isEmpty());
          assertEquals(comparison.rawWithoutAgent(), comparison.raw());
        });
  }

  @TestFactory
  Stream<DynamicNode> proxiesAreToldTheSameAndNoToken() {
    return onEachJdk(
        comparison -> {
          assertFalse(comparison.connects().isEmpty());
          assertEquals(comparison.connectsWithoutAgent(), comparison.connects());
          for (var connect : comparison.connects()) {
            assertFalse(connect.contains("Bearer"), "a token is in a CONNECT");
          }
        });
  }

  private Stream<DynamicNode> onEachJdk(Consumer<Comparison> check) {
    return comparisons.keySet().stream()
        .map(jdk -> dynamicTest("JDK " + jdk.release(), () -> check.accept(comparison(jdk))));
  }
}
