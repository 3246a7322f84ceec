package dev.cloudrunauth.acceptance;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.service.Container;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A real tRPC server behind the front end of Cloud Run, and the application that speaks tRPC with
 * it by both libraries. One run, looked at from all sides.
 */
class TrpcTest {

  private static final String CATALOG = "https://catalog-4fjx2k-uc.a.run.app";

  private static final List<String> CLIENTS =
      List.of("HttpClient.send", "HttpClient.sendAsync", "OkHttp.execute", "OkHttp.enqueue");

  private static final List<String> UNDERSTOOD =
      List.of(
          "product 1, Espresso machine",
          "[product 2, Coffee grinder, product 3, Milk jug, product 1, Espresso machine]",
          "5 of product 2",
          "TrpcException: NOT_FOUND from product.byId: No product with id \"9\"",
          "TrpcException: NOT_FOUND from product.byId: No product with id \"9\"",
          "TrpcException: UNAUTHORIZED from product.discontinue: "
              + LocalCloudRun.DEFAULT_PRINCIPAL
              + " may not discontinue products");

  /** 207: of a batch, some went well. */
  private static final List<Integer> STATUSES = List.of(200, 200, 200, 404, 207, 401);

  private static LocalCloudRun cloudRun;
  private static Fork.Result result;
  private static List<JsonObject> seenByTheServer;

  @BeforeAll
  static void takeStock() throws IOException, InterruptedException {
    var node = Node.install(Path.of("../../demo-app/catalog"));
    var server = node.start(Map.of("PORT", "0", "HOST", "127.0.0.1"), "server.js");
    try (var lines = Node.lines(server)) {
      int port = json(lines.readLine()).get("port").getAsInt();
      cloudRun =
          LocalCloudRun.builder()
              .service(PrivateService.at(CATALOG).handler(Container.at(port)))
              .start();
      result =
          Fork.on(Jdk.own())
              .flags(cloudRun.jvmFlags())
              .environment(cloudRun.environment())
              .environment(
                  Map.of(
                      "ORDERS_SERVICE_URL", CATALOG,
                      "CATALOG_SERVICE_URL", CATALOG,
                      "SHIPPING_SERVICE_URL", CATALOG))
              .agent("audiences=" + CATALOG)
              .application("-cp", Fork.STOREFRONT.toString(), "com.example.storefront.Stocktaking")
              .run();
      // The process itself would close its output with it, before that is read to its end.
      server.toHandle().destroy();
      seenByTheServer = rest(lines);
    } finally {
      server.destroyForcibly();
    }
  }

  @AfterAll
  static void stop() {
    if (cloudRun != null) {
      cloudRun.close();
    }
  }

  @Test
  void theApplicationUnderstandsEveryAnswerOfEveryKindByBothLibraries() {
    assertEquals(
        CLIENTS.stream().flatMap(client -> each(client, UNDERSTOOD)).toList(), result.out());
    assertEquals(List.of(), result.unexplained());
  }

  @Test
  void everyRequestArrivesOnceWithATokenForTheService() {
    var received = cloudRun.received();

    assertEquals(
        CLIENTS.stream().flatMap(client -> STATUSES.stream()).toList(),
        received.stream().map(request -> request.status()).toList());
    for (var request : received) {
      assertEquals(CATALOG, request.audience().orElse("no token"));
    }
    assertEquals(
        Map.of("HTTP/1.1", 12L, "HTTP/2.0", 12L),
        received.stream().collect(groupingBy(request -> request.protocol(), counting())));
  }

  @Test
  void theServerLearnsWhoCallsAndGetsNoTokenThatItCouldUse() {
    assertEquals(CLIENTS.size() * STATUSES.size(), seenByTheServer.size());
    for (var request : seenByTheServer) {
      assertEquals(LocalCloudRun.DEFAULT_PRINCIPAL, request.get("caller").getAsString());
      assertEquals(CATALOG, request.get("audience").getAsString());
      assertFalse(request.get("usable").getAsBoolean());
      assertEquals(CATALOG, "https://" + request.get("host").getAsString());
    }
    assertEquals(
        cloudRun.received().stream().map(each -> each.method() + " " + each.target()).toList(),
        seenByTheServer.stream()
            .map(each -> each.get("method").getAsString() + " " + each.get("target").getAsString())
            .toList());
  }

  /** The service's own 401 says nothing of the token, which has done its work in the front end. */
  @Test
  void aRefusalOfTheServicesOwnCostsNoToken() {
    assertEquals(1, cloudRun.metadataServer().idTokenRequests().size());
  }

  private static Stream<String> each(String client, List<String> lines) {
    return lines.stream().map(line -> client + "\t" + line);
  }

  private static List<JsonObject> rest(BufferedReader lines) throws IOException {
    var rest = new ArrayList<JsonObject>();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      rest.add(json(line));
    }
    return rest;
  }

  private static JsonObject json(String line) {
    return JsonParser.parseString(line).getAsJsonObject();
  }
}
