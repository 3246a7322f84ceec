package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The threads of the common pool are the application's. All of them may wait for requests that wait
 * for a token, as in a parallel stream, and these requests go on or end all the same.
 */
class BusyPoolTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";

  /** Of clients that hold no thread while a request waits. */
  private static final Set<String> PARKED =
      Set.of("async5", "async4", "block", "subscribe", "publisher", "suspended", "webClient");

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder().service(PrivateService.at(ORDERS).handler(new EchoService())).start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  static List<Client> clients() {
    return Client.typical().stream().filter(client -> !calls(client).isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aRequestThatHasWaitedIsSent(Client client) {
    cloudRun.metadataServer().misbehave(Fault.status(503));
    try (var application = program(client, "60s").start()) {
      application.hear("all wait");
      cloudRun.metadataServer().recover();
      calls(client).forEach(call -> application.hear(call + ": 200 "));
      application.end();
    }
    assertEquals(calls(client).size(), cloudRun.received().size());
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aRequestThatWaitsInVainFails(Client client) {
    cloudRun.metadataServer().misbehave(Fault.status(503));
    try (var application = program(client, "6s").start()) {
      application.hear("all wait");
      var failure = ": " + client.kind().failure() + ": no ID token for " + ORDERS;
      calls(client).forEach(call -> application.hear(call + failure));
      application.end();
    }
    assertEquals(List.of(), cloudRun.received());
  }

  /** The JDK's own {@code sendAsync} needs a thread of the pool, with the agent or without. */
  private static List<String> calls(Client client) {
    return client.kind().modes().stream()
        .filter(PARKED::contains)
        .map(mode -> mode + " HTTP/1.1 GET " + ORDERS + "/")
        .toList();
  }

  /** A pool of one would not be used: futures run on threads of their own then. */
  private Fork program(Client client, String tokenTimeout) {
    return Fork.on(Jdk.own())
        .agent("token-timeout=" + tokenTimeout + ",audiences=" + ORDERS)
        .flags(cloudRun.jvmFlags())
        .flags(List.of("-Djava.util.concurrent.ForkJoinPool.common.parallelism=2"))
        .environment(cloudRun.environment())
        .program("BusyPool", client.jars(), calls(client).toArray(String[]::new));
  }
}
