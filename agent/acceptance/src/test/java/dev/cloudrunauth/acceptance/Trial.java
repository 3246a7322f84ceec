package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.PrivateService;
import dev.cloudrunauth.local.service.ServiceRequest;
import java.util.List;
import java.util.Map;

/**
 * An application that has run without the agent and with it. It calls two private services, and a
 * third that is open to all and none of the audiences.
 *
 * @param printedWithout what it printed without the agent
 * @param receivedWithout what the services received from it without the agent, in order
 * @param printed what it printed with the agent
 * @param received what the services received from it with the agent, in order
 */
record Trial(
    Fork.Result printedWithout,
    List<ReceivedRequest> receivedWithout,
    Fork.Result printed,
    List<ReceivedRequest> received) {

  static final String REVIEWS_HOST = "reviews.example.com";
  static final String STORAGE_HOST = "storage.googleapis.com";

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String STOCK = "https://stock-123456789012.us-central1.run.app";
  private static final Map<String, String> URLS =
      Map.of("ORDERS_URL", ORDERS, "STOCK_URL", STOCK, "REVIEWS_URL", "https://" + REVIEWS_HOST);

  /** Runs it, on the JDK of the tests. */
  static Trial of(BuiltApplication application) {
    try (var cloudRun =
        LocalCloudRun.builder()
            .service(PrivateService.at(ORDERS).handler(Trial::answer))
            .service(PrivateService.at(STOCK).handler(Trial::answer))
            .publicSite(REVIEWS_HOST, Trial::answer)
            .publicSite(STORAGE_HOST, request -> Response.text(200, "as if by itself"))
            .start()) {
      var without = run(application, cloudRun, Fork.on(Jdk.own()));
      var receivedWithout = cloudRun.received();
      cloudRun.clear();
      var audiences = "audiences=" + ORDERS + ";" + STOCK;
      var with = run(application, cloudRun, Fork.on(Jdk.own()).agent(audiences));
      return new Trial(without, receivedWithout, with, cloudRun.received());
    }
  }

  private static Response answer(ServiceRequest request) {
    return request.method().equals("POST")
        ? Response.of(200, "application/json", request.body())
        : Response.json(200, Map.of("id", "1", "name", "spoon"));
  }

  private static Fork.Result run(BuiltApplication application, LocalCloudRun cloudRun, Fork fork) {
    var result =
        application.run(
            fork.flags(cloudRun.jvmFlags()).environment(cloudRun.environment()).environment(URLS));
    assertEquals(
        0, result.exit(), () -> String.join("\n", result.out()) + String.join("\n", result.err()));
    return result;
  }
}
