package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.ClientsUnderTest;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the application is told when no token can be had, and what it is spared. */
class FailureTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String STOCK = "https://stock-4fjx2k-uc.a.run.app";

  /** Every way to make a call. */
  private static final List<Way> WAYS =
      ClientsUnderTest.all().stream()
          .flatMap(client -> client.modes().stream().map(mode -> new Way(client, mode)))
          .toList();

  /**
   * The audience; whose token it was to be; tries, time, and the source's last answer: its status
   * and its text.
   */
  private static final Pattern REASON =
      Pattern.compile(
          ": no ID token for "
              + Pattern.quote(ORDERS)
              + " as the default service account of the metadata server"
              + " after [1-9]\\d* (try|tries) in \\d+ ms: "
              + ".*503.*no tokens today.*");

  private record Way(ClientUnderTest client, String mode) {

    String call(String service) {
      return mode + " " + client.protocols().get(client.protocols().size() - 1) + " GET " + service;
    }
  }

  @TempDir Path folder;
  private LocalCloudRun cloudRun;

  @BeforeEach
  void start() {
    cloudRun =
        LocalCloudRun.builder()
            .service(PrivateService.at(ORDERS).handler(new EchoService()))
            .service(PrivateService.at(STOCK).handler(new EchoService()))
            .start();
    // It asks for so long a pause that nobody waits for another try.
    var busy = Response.text(503, "no tokens today\n").with("Retry-After", "60");
    cloudRun.metadataServer().misbehave(Fault.answer(busy));
  }

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  @Test
  void everyWayToCallFailsAlikeAndSaysWhy() {
    var failures = call("audiences=" + ORDERS, calls(ORDERS)).out();

    for (int i = 0; i < WAYS.size(); i++) {
      var way = WAYS.get(i);
      var chain = List.of(failures.get(i).split(" <- ", -1));
      // The kind of exception that its client leaves alone.
      var exception = way.client.failure();
      assertTrue(chain.get(0).startsWith(exception + ":"), way.mode + ": " + chain);
      var reason = chain.get(0).substring(exception.length());
      assertTrue(REASON.matcher(reason).matches(), way.mode + ": " + chain);
      assertTrue(chain.size() > 1, way.mode + " has no cause: " + chain);
      var root = chain.get(chain.size() - 1);
      assertTrue(root.contains("no tokens today"), root);
      assertFalse(root.contains("no ID token for"), "the source's own failure is there: " + root);
    }
    assertEquals(List.of(), cloudRun.received(), "no request left without its token");
  }

  @Test
  void everyWayToCallFailsWithinTheTimeOutWhenTheSourceHangs() {
    cloudRun.metadataServer().misbehave(Fault.hang());
    var failures = call("token-timeout=1s,audiences=" + ORDERS, calls(ORDERS)).out();

    for (int i = 0; i < WAYS.size(); i++) {
      var way = WAYS.get(i);
      var failure = failures.get(i);
      assertTrue(failure.startsWith(way.client.failure() + ": no ID token for "), failure);
      // The first has waited for its whole time-out, and those after it for one try at least.
      assertTrue(
          failure.contains("no answer from the token source")
              || failure.matches(".*: the metadata server at \\S+ does not answer.*"),
          failure);
    }
    assertEquals(List.of(), cloudRun.received(), "no request left without its token");
  }

  @Test
  void oneAudienceFailsAndAnotherPassesThroughInOneRun() throws IOException {
    var file = folder.resolve("c.yaml");
    Files.writeString(
        file,
        """
        audiences:
          - %s
          - audience: %s
            on-failure: pass-through
        """
            .formatted(ORDERS, STOCK));
    var calls = calls(ORDERS);
    calls.addAll(calls(STOCK));

    var result = call(file.toString(), calls);

    for (var failure : result.out().subList(0, WAYS.size())) {
      assertTrue(failure.contains("no ID token for " + ORDERS), failure);
    }
    for (var answer : result.out().subList(WAYS.size(), calls.size())) {
      assertTrue(answer.startsWith("403 "), answer);
    }
    assertEquals(WAYS.size(), cloudRun.received().size());
    for (var request : cloudRun.received()) {
      assertEquals("stock-4fjx2k-uc.a.run.app", request.host());
      assertFalse(request.headers().has("Authorization"));
    }
    var told =
        result.complaints().stream().filter(line -> line.contains("as on-failure says")).toList();
    assertEquals(1, told.size(), "once for the audience: " + result.complaints());
    assertTrue(told.get(0).contains(STOCK), told.get(0));
  }

  private static List<String> calls(String service) {
    var calls = new ArrayList<String>();
    for (var way : WAYS) {
      calls.add(way.call(service + "/"));
    }
    return calls;
  }

  private Fork.Result call(String agent, List<String> calls) {
    var result =
        Fork.on(Jdk.own())
            .agent(agent)
            .flags(cloudRun.jvmFlags())
            .environment(cloudRun.environment())
            .program("Reasons", Client.newestJars(), calls.toArray(new String[0]))
            .run();
    assertEquals(0, result.exit(), result.err().toString());
    assertEquals(calls.size(), result.out().size(), result.out().toString());
    return result;
  }
}
