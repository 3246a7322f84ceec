package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.acceptance.clients.ClientsUnderTest;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.service.PrivateService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of clients that get no tokens, the application's owner hears at their first use. */
class UnwovenClientTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String IN_USE = " is in use, whose requests get no ID tokens";

  /** What each client's own way of being made loads, or makes. */
  private static final Map<String, List<String>> USES = uses();

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder().service(PrivateService.at(ORDERS)).start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  private static Map<String, List<String>> uses() {
    var uses = new LinkedHashMap<String, List<String>>();
    uses.put(
        "Pekko HTTP",
        List.of("org.apache.pekko.http.impl.engine.client.OutgoingConnectionBlueprint$"));
    uses.put("OkHttp 2", List.of("com.squareup.okhttp.OkHttpClient"));
    uses.put(
        "Jersey's own connectors",
        List.of(
            "org.glassfish.jersey.netty.connector.NettyConnector",
            "org.glassfish.jersey.grizzly.connector.GrizzlyConnector"));
    return uses;
  }

  @Test
  void eachIsNamedOnceWithWhatToUseInstead() {
    Set<Path> jars = new LinkedHashSet<>();
    List<String> calls = new ArrayList<>(List.of(ORDERS + "/", ORDERS + "/again"));
    for (var client : USES.entrySet()) {
      jars.addAll(Versions.jars("client " + client.getKey()));
      calls.addAll(client.getValue());
    }

    var result =
        Fork.on(Jdk.newest())
            .flags(cloudRun.jvmFlags())
            .environment(cloudRun.environment())
            .agent("audiences=" + ORDERS)
            .program("Others", List.copyOf(jars), calls.toArray(String[]::new))
            .run();

    assertEquals(0, result.exit(), result.err().toString());
    assertEquals(List.of("200", "200"), result.out().subList(0, 2));
    var lines = result.err().stream().filter(line -> line.contains(IN_USE)).toList();
    Set<String> expected = new LinkedHashSet<>(USES.keySet());
    assertEquals(
        expected,
        lines.stream()
            .map(line -> line.substring("cloud-run-auth: ".length(), line.indexOf(IN_USE)))
            .collect(Collectors.toSet()));
    assertEquals(expected.size(), lines.size(), lines.toString());
    for (var line : lines) {
      assertTrue(line.contains("have to go through one of "), line);
      for (var client : ClientsUnderTest.all()) {
        assertTrue(line.contains(client.title()), line);
      }
    }
    assertTrue(lines.stream().anyMatch(line -> line.endsWith("HttpUrlConnectorProvider)")));
  }

  @Test
  void nothingIsSaidByAnAgentThatIsOff() {
    var result =
        Fork.on(Jdk.own())
            .flags(cloudRun.jvmFlags())
            .agent("enabled=false,audiences=" + ORDERS)
            .program("Others", List.of(), ORDERS + "/")
            .run();

    assertEquals(List.of("403"), result.out());
    assertEquals(List.of(), result.err());
  }
}
