package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.acceptance.clients.ClientsUnderTest;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A call that is cancelled while it waits for a token ends at once, and is never sent: not when the
 * token is there at last, and not by a JDK whose own futures do not cancel what they stand for.
 */
class CancelledCallTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";

  /** As many as there are long-term releases of the JDK; the oldest and the newest otherwise. */
  private static final int PAIRS = Matrix.isFull() ? 5 : 2;

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder().service(PrivateService.at(ORDERS).handler(new EchoService())).start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  /** Every JDK once, each with other versions of the clients, from the oldest to the newest. */
  static Stream<Arguments> pairs() {
    var jdks = Jdk.all();
    return IntStream.range(0, PAIRS)
        .boxed()
        .flatMap(
            i -> {
              var jdk = jdks.get(i % jdks.size());
              return onClassPaths(
                      ClientsUnderTest.all().stream()
                          .filter(kind -> !kind.cancellations().isEmpty())
                          .map(Client::versions)
                          .map(all -> all.get(i * (all.size() - 1) / (PAIRS - 1)))
                          .filter(client -> client.runsOn(jdk))
                          .toList())
                  .stream()
                  .map(clients -> Arguments.of(jdk, clients));
            });
  }

  /** As few class paths as there can be, none of which has two versions of a library. */
  private static List<List<Client>> onClassPaths(List<Client> clients) {
    List<List<Client>> paths = new ArrayList<>();
    for (var client : clients) {
      var path =
          paths.stream().filter(all -> all.stream().noneMatch(other -> clash(client, other)));
      path.findFirst()
          .ifPresentOrElse(
              all -> all.add(client), () -> paths.add(new ArrayList<>(List.of(client))));
    }
    return paths;
  }

  private static boolean clash(Client one, Client other) {
    return one.jars().stream()
        .anyMatch(
            jar ->
                other.jars().stream()
                    .anyMatch(its -> !its.equals(jar) && library(its).equals(library(jar))));
  }

  /** A local repository has a folder for each library, and in it one for each version. */
  private static Path library(Path jar) {
    return jar.resolve("../..").normalize();
  }

  /** What a client does for its first call alone: it is loaded, and the agent with it. */
  static Stream<Arguments> firstCalls() {
    return ClientsUnderTest.all().stream()
        .map(Client::newest)
        .flatMap(
            client ->
                client.kind().cancellations().entrySet().stream()
                    .map(way -> Arguments.of(client, way)));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("firstCalls")
  void evenTheFirstCallOfAProcess(Client client, Map.Entry<String, String> way) {
    var oldest = Jdk.all().stream().filter(client::runsOn).findFirst().orElseThrow();
    cancel(oldest, List.of(client), Map.ofEntries(way));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pairs")
  void aCallThatIsCancelledWhileItWaitsForATokenIsNeverSent(Jdk jdk, List<Client> clients) {
    Map<String, String> expected = new LinkedHashMap<>();
    clients.forEach(client -> expected.putAll(client.kind().cancellations()));
    cancel(jdk, clients, expected);
  }

  private void cancel(Jdk jdk, List<Client> clients, Map<String, String> expected) {
    var arguments = new ArrayList<>(List.of(ORDERS));
    arguments.addAll(expected.keySet());
    cloudRun.metadataServer().misbehave(Fault.status(503));
    var fork =
        Fork.on(jdk)
            .agent("token-timeout=60s,audiences=" + ORDERS)
            .flags(cloudRun.jvmFlags())
            .flags(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"))
            .environment(cloudRun.environment())
            .program(
                "Cancelling", Client.onOneClassPath(clients), arguments.toArray(String[]::new));

    try (var application = fork.start()) {
      expected.forEach((way, outcome) -> application.hear(way + ": " + outcome));
      application.hear("all are cancelled");
      cloudRun.metadataServer().recover();
      application.tell("go on");
      application.end();
    }
    Set<String> paths =
        cloudRun.received().stream().map(ReceivedRequest::target).collect(Collectors.toSet());
    assertEquals(Set.of("/wanted"), paths);
  }
}
