package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.http.GrpcMethod;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.PrivateService;
import dev.cloudrunauth.local.service.Protobuf;
import dev.cloudrunauth.local.service.ServiceRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the applications of {@code src/applications} call: two private services, orders and stock;
 * reviews, which are open to all and none of the audiences; and Google's own services.
 */
final class Neighbourhood implements AutoCloseable {

  static final String ORDERS_HOST = "orders-4fjx2k-uc.a.run.app";
  static final String STOCK_HOST = "stock-123456789012.us-central1.run.app";
  static final String REVIEWS_HOST = "reviews.example.com";
  static final String STORAGE_HOST = "storage.googleapis.com";
  static final String PUBSUB_HOST = "pubsub.googleapis.com";
  static final String FIRESTORE_HOST = "firestore.googleapis.com";
  static final Set<String> PRIVATE_HOSTS = Set.of(ORDERS_HOST, STOCK_HOST);

  private static final String ORDERS = "https://" + ORDERS_HOST;
  private static final String STOCK = "https://" + STOCK_HOST;
  private static final Map<String, String> URLS =
      Map.of("ORDERS_URL", ORDERS, "STOCK_URL", STOCK, "REVIEWS_URL", "https://" + REVIEWS_HOST);
  private static final Map<String, String> HOSTS =
      Map.of("ORDERS_HOST", ORDERS_HOST, "STOCK_HOST", STOCK_HOST, "REVIEWS_HOST", REVIEWS_HOST);

  /** One write without a time of its own, and the time of all of them: a second after the epoch. */
  private static final byte[] WRITTEN = {10, 0, 18, 2, 8, 1};

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder()
          .service(PrivateService.at(ORDERS).handler(Neighbourhood::answer))
          .service(PrivateService.at(STOCK).handler(Neighbourhood::answer))
          .publicSite(REVIEWS_HOST, Neighbourhood::answer)
          .publicSite(STORAGE_HOST, request -> Response.text(200, "an object"))
          .publicSite(PUBSUB_HOST, request -> reply(Protobuf.of("17")))
          .publicSite(FIRESTORE_HOST, request -> reply(WRITTEN))
          .start();

  private static Response reply(byte[] message) {
    return Response.grpc(GrpcMethod.unary(request -> message));
  }

  private static Response answer(ServiceRequest request) {
    if (request.request().isGrpc()) {
      return Response.grpc(GrpcMethod.unary(message -> reply(request, message)));
    }
    return request.method().equals("POST")
        ? Response.of(200, "application/json", request.body())
        : Response.json(200, Map.of("id", "1", "name", "spoon"));
  }

  private static byte[] reply(ServiceRequest request, byte[] message) {
    return request.path().equals("/shop.Items/Get") ? Protobuf.of("1", "spoon") : message;
  }

  Visit withoutAgent(BuiltApplication application) {
    return visit(application, Fork.on(Jdk.own()));
  }

  Visit withAgent(BuiltApplication application, Jdk jdk, List<String> flags) {
    return visit(application, agent(Fork.on(jdk).flags(flags)));
  }

  Visit withAgent(BuiltApplication application, String... arguments) {
    return visit(application, agent(Fork.on(Jdk.own())), arguments);
  }

  private static Fork agent(Fork fork) {
    return fork.agent("audiences=" + ORDERS + ";" + STOCK);
  }

  private Visit visit(BuiltApplication application, Fork fork, String... arguments) {
    cloudRun.clear();
    var result =
        application.run(
            fork.flags(cloudRun.jvmFlags())
                .environment(cloudRun.environment())
                .environment(URLS)
                .environment(HOSTS),
            arguments);
    assertEquals(
        0,
        result.exit(),
        () -> String.join("\n", result.out()) + "\n" + String.join("\n", result.err()));
    return new Visit(result, cloudRun.received());
  }

  @Override
  public void close() {
    cloudRun.close();
  }

  /**
   * An application has run to its end.
   *
   * @param result what it printed
   * @param received what reached the others, in order
   */
  record Visit(Fork.Result result, List<ReceivedRequest> received) {}
}
