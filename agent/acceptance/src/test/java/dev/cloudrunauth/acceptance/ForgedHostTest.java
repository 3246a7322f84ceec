package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.acceptance.clients.Feature;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Google's front end goes by the {@code Host} of a request, whatever its URL is. */
class ForgedHostTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String STOCK = "https://stock-4fjx2k-uc.a.run.app";

  private static final String RAW_HOST = "raw-4fjx2k-uc.a.run.app";
  private static final String RAW = "https://" + RAW_HOST;

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder()
          .service(PrivateService.at(ORDERS).handler(new EchoService()))
          .service(PrivateService.at(STOCK).handler(new EchoService()))
          .rawSite(RAW_HOST)
          .start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  static Stream<Arguments> callers() {
    return callersWith(Feature.HOST_HEADER);
  }

  static Stream<Arguments> callersWithTargets() {
    return callersWith(Feature.REQUEST_TARGET);
  }

  private static Stream<Arguments> callersWith(Feature feature) {
    return Client.typical().stream()
        .flatMap(
            client ->
                client.jdks(Jdk.all()).stream()
                    .filter(jdk -> client.has(feature, jdk))
                    .map(jdk -> Arguments.of(jdk, client)));
  }

  @ParameterizedTest
  @MethodSource("callers")
  void aRequestThatNamesAnotherHostCarriesNoToken(Jdk jdk, Client client) {
    var calls = new ArrayList<String>();
    for (var mode : client.modes()) {
      for (var protocol :
          client.has(Feature.HOST_HEADER_OVER_HTTP_2, jdk)
              ? client.protocols()
              : List.of("HTTP/1.1")) {
        calls.add(mode + " " + protocol + " GET " + ORDERS + "/ Host:stock-4fjx2k-uc.a.run.app");
      }
    }
    int forged = calls.size();
    calls.add(client.mode(0) + " HTTP/1.1 GET " + ORDERS + "/");
    calls.add(client.mode(0) + " HTTP/1.1 GET " + ORDERS + "/ Host:Orders-4fjx2k-uc.a.run.app:443");

    var result =
        Fork.on(jdk)
            .agent("audiences=" + ORDERS + ";" + STOCK)
            .flags(cloudRun.jvmFlags())
            .flags(client.kind().flagsForHostHeader())
            .environment(cloudRun.environment())
            .program("Caller", client.jars(), calls.toArray(String[]::new))
            .run();

    assertEquals(calls.size(), result.out().size(), result.err().toString());
    assertEquals(calls.size(), cloudRun.received().size(), result.out().toString());
    for (int i = 0; i < calls.size(); i++) {
      var request = cloudRun.received().get(i);
      if (i < forged) {
        assertFalse(request.headers().has("Authorization"), calls.get(i));
        assertFalse(request.headers().has("X-Serverless-Authorization"), calls.get(i));
      } else {
        assertEquals(ORDERS, request.audience().orElse("no token"), calls.get(i));
        assertTrue(result.out().get(i).startsWith("200 "), result.out().get(i));
      }
    }
    var warnings =
        result.err().stream().filter(line -> line.contains("has the header Host: ")).toList();
    assertEquals(1, warnings.size(), result.err().toString());
    var explanations = result.explanations();
    assertEquals(1, explanations.size(), explanations.toString());
    assertTrue(
        explanations.get(0).contains("the application has set Host: stock-4fjx2k-uc.a.run.app"),
        explanations.get(0));
  }

  /** A server that is sent a whole URL must ignore {@code Host} (RFC 9112, 3.2.2). */
  @ParameterizedTest
  @MethodSource("callersWithTargets")
  void aRequestWhoseFirstLineNamesAnotherHostCarriesNoToken(Jdk jdk, Client client) {
    var call = client.mode(0) + " HTTP/1.1 GET " + RAW + "/";
    var calls =
        List.of(
            call + " Request-Target:" + STOCK + "/",
            call + " Request-Target:http://" + RAW_HOST + "/",
            call + " Request-Target:" + RAW + "/",
            call);

    var result =
        Fork.on(jdk)
            .agent("audiences=" + RAW + ";" + STOCK)
            .flags(cloudRun.jvmFlags())
            .environment(cloudRun.environment())
            .program("Caller", client.jars(), calls.toArray(String[]::new))
            .run();

    var received = cloudRun.rawSite(RAW_HOST).received().stream().map(Body::text).toList();
    assertEquals(
        List.of("GET " + STOCK + "/", "GET http://" + RAW_HOST + "/", "GET " + RAW + "/", "GET /"),
        received.stream().map(text -> text.substring(0, text.indexOf(" HTTP/1.1"))).toList(),
        result.err().toString());
    assertEquals(
        List.of(false, false, true, true),
        received.stream().map(text -> text.contains("Authorization: Bearer ")).toList());
  }
}
