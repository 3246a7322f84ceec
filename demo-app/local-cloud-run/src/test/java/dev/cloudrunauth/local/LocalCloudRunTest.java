package dev.cloudrunauth.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.service.PrivateService;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalCloudRunTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String SHIPPING = "https://shipping-123456789012.us-central1.run.app";

  private LocalCloudRun cloudRun;

  @BeforeEach
  void start() {
    cloudRun = LocalCloudRun.sample().publicSite("www.example.com").start();
  }

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  @Test
  void orderIsPlacedAndFound() {
    var placed = call("POST", ORDERS, "/orders", "{\"productId\": \"3\", \"quantity\": 2}");
    assertEquals(200, placed.statusCode());
    String location = placed.headers().firstValue("Location").orElseThrow();
    var found = json(call("GET", ORDERS, location, ""));
    assertEquals("3", found.get("productId").getAsString());
    assertEquals(LocalCloudRun.DEFAULT_PRINCIPAL, found.get("caller").getAsString());
  }

  @Test
  void orderThatMakesNoSenseIsABadRequest() {
    for (String body : List.of("", "[]", "{}", "{\"productId\": \"1\", \"quantity\": \"x\"}")) {
      assertEquals(400, call("POST", ORDERS, "/orders", body).statusCode(), body);
    }
    assertEquals(404, call("GET", ORDERS, "/orders/9", "").statusCode());
    assertEquals(405, call("DELETE", ORDERS, "/orders", "").statusCode());
  }

  @Test
  void shippingIsAtTheOtherFormOfUrl() {
    var shipment = json(call("GET", SHIPPING, "/shipments/1001", ""));
    assertEquals("1001", shipment.get("orderId").getAsString());
    assertEquals(LocalCloudRun.DEFAULT_PRINCIPAL, shipment.get("caller").getAsString());
    assertEquals("shipping", cloudRun.received().get(0).service());
  }

  @Test
  void jvmFlagsLeadAnotherJvmHere() throws Exception {
    assertEquals("200", fetch(cloudRun.jvmFlags(), ORDERS, ORDERS + "/orders/1001"));
    assertEquals("HTTP/2.0", cloudRun.received().get(0).protocol());
    assertEquals(1, cloudRun.connects().size());
  }

  @Test
  void hostsFileLeadsAnotherJvmHereWithoutProxy() throws Exception {
    String origin = ORDERS + ":" + cloudRun.httpsPort();
    assertEquals("200", fetch(cloudRun.hostsFileFlags(), origin, origin + "/orders/1001"));
    assertEquals("200", fetch(cloudRun.hostsFileFlags(), ORDERS, origin + "/orders/1001"));
    assertEquals(List.of(), cloudRun.connects());
  }

  @Test
  void clearForgetsEverything() {
    call("GET", ORDERS, "/orders/1001", "");
    cloudRun.clear();
    assertEquals(List.of(), cloudRun.received());
    assertEquals(List.of(), cloudRun.connects());
  }

  @Test
  void closeDeletesTheFiles() {
    Path trustStore =
        cloudRun.jvmFlags().stream()
            .filter(flag -> flag.startsWith("-Djavax.net.ssl.trustStore="))
            .map(flag -> Path.of(flag.substring(flag.indexOf('=') + 1)))
            .findFirst()
            .orElseThrow();
    assertTrue(Files.exists(trustStore));
    cloudRun.close();
    assertFalse(Files.exists(trustStore));
    assertFalse(Files.exists(trustStore.getParent()));
  }

  @Test
  void twoServicesCannotShareAUrl() {
    var builder = LocalCloudRun.sample().service(PrivateService.at(ORDERS));
    var refusal = assertThrows(IllegalArgumentException.class, builder::start);
    assertEquals("two services at " + ORDERS, refusal.getMessage());
  }

  private HttpResponse<String> call(String method, String service, String path, String body) {
    String token =
        cloudRun.issueToken(
            service, LocalCloudRun.DEFAULT_PRINCIPAL, Instant.now().plusSeconds(60));
    return Application.of(cloudRun)
        .send(
            HttpRequest.newBuilder(URI.create(service + path))
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofString(body))
                .build());
  }

  private String fetch(List<String> flags, String audience, String url) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Fetch.class.getName(), audience, url));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(cloudRun.environment());
    var process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    process.waitFor();
    return printed;
  }

  private static JsonObject json(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer::body);
    return Body.of(answer.body()).json().getAsJsonObject();
  }
}
