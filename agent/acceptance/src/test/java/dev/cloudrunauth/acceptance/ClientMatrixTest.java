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
import java.util.stream.IntStream;
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
 * <p>One JVM serves several clients, each in a class loader of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(1)
class ClientMatrixTest {

  /** So many that a JVM which makes all their calls has done so in a few minutes. */
  private static final int TOGETHER = 12;

  private final ExecutorService runners = Executors.newFixedThreadPool(2);
  private final List<Situation> situations = Situations.all();
  private final Map<Part, CompletableFuture<Comparison>> comparisons = new LinkedHashMap<>();

  /** Clients that one JVM serves. */
  private record Part(Jdk jdk, List<Client> clients) {

    static Stream<Part> of(Jdk jdk) {
      var all = Matrix.clients(jdk);
      return IntStream.iterate(0, first -> first < all.size(), first -> first + TOGETHER)
          .mapToObj(first -> all.subList(first, Math.min(first + TOGETHER, all.size())))
          .map(clients -> new Part(jdk, clients));
    }

    @Override
    public String toString() {
      return "JDK " + jdk.release() + ", from " + clients.get(0) + " on";
    }
  }

  ClientMatrixTest() {
    Jdk.all().stream()
        .flatMap(Part::of)
        .forEach(
            part ->
                comparisons.put(
                    part,
                    CompletableFuture.supplyAsync(
                        () -> new Comparison(part.jdk, part.clients, situations), runners)));
  }

  @AfterAll
  void stop() {
    runners.shutdownNow();
  }

  @TestFactory
  Stream<DynamicNode> onlyTheHeaderIsDifferentWithTheAgent() {
    return comparisons.keySet().stream()
        .map(
            part ->
                dynamicContainer(
                    part.toString(), part.clients.stream().map(client -> node(part, client))));
  }

  private DynamicNode node(Part part, Client client) {
    return dynamicContainer(
        client.name(),
        situations.stream()
            .map(situation -> dynamicTest(situation.name(), () -> check(part, client, situation))));
  }

  private void check(Part part, Client client, Situation situation) {
    var jdk = part.jdk;
    situation
        .exclusion(client, jdk)
        .ifPresent(
            reason -> {
              Coverage.notApplicable(jdk, client, situation.name(), reason);
              abort(reason);
            });
    int calls = comparison(part).check(client, situation);
    Coverage.passed(jdk, client, situation.name(), calls);
  }

  private Comparison comparison(Part part) {
    return Objects.requireNonNull(comparisons.get(part)).join();
  }

  @TestFactory
  Stream<DynamicNode> theAgentSaysNothing() {
    return inEachJvm(comparison -> assertEquals(List.of(), comparison.told()));
  }

  @TestFactory
  Stream<DynamicNode> oneTokenForEachAudienceServesAllClients() {
    return inEachJvm(
        comparison -> {
          var asked = comparison.audiencesAskedFor();
          assertEquals(Site.AUDIENCES, asked.size());
          assertEquals(Site.AUDIENCES, Set.copyOf(asked).size());
        });
  }

  @TestFactory
  Stream<DynamicNode> requestsToOtherSitesArriveByteForByteAsWithoutTheAgent() {
    return inEachJvm(
        comparison -> {
          assertFalse(comparison.raw().isEmpty());
          assertEquals(comparison.rawWithoutAgent(), comparison.raw());
        });
  }

  @TestFactory
  Stream<DynamicNode> proxiesAreToldTheSameAndNoToken() {
    return inEachJvm(
        comparison -> {
          assertFalse(comparison.connects().isEmpty());
          assertEquals(comparison.connectsWithoutAgent(), comparison.connects());
          for (var connect : comparison.connects()) {
            assertFalse(connect.contains("Bearer"), "a token is in a CONNECT");
          }
        });
  }

  private Stream<DynamicNode> inEachJvm(Consumer<Comparison> check) {
    return comparisons.keySet().stream()
        .map(part -> dynamicTest(part.toString(), () -> check.accept(comparison(part))));
  }
}
