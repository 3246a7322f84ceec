package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.frontend.ReceivedRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An application has Google's own libraries, with credentials and access tokens of its own. */
class GoogleCloudTest {

  private static final String LIBRARY = Versions.named("Google Cloud Storage ").get(0);
  private static final String GRPC_LIBRARY = Versions.named("Google Cloud Pub/Sub ").get(0);
  private static final List<String> LOGGED =
      List.of(
          "EVENT_TYPE_CLIENT_HEADER",
          "EVENT_TYPE_CLIENT_MESSAGE",
          "EVENT_TYPE_CLIENT_HALF_CLOSE",
          "EVENT_TYPE_SERVER_HEADER",
          "EVENT_TYPE_SERVER_MESSAGE",
          "EVENT_TYPE_SERVER_TRAILER");
  private static final String ACCESS_TOKEN = "Bearer ya29.";

  @Test
  void accessTokensOfItsOwnArriveAsTheyAreAndIdTokensBesideThem() {
    var application =
        BuiltApplication.of(LIBRARY, "google-cloud", Versions.jars(LIBRARY), List.of());
    try (var neighbourhood = new Neighbourhood()) {
      var visit = neighbourhood.withAgent(application);

      assertEquals(
          List.of(
              Neighbourhood.STORAGE_HOST + " [access] []",
              Neighbourhood.ORDERS_HOST + " [ID] []",
              Neighbourhood.ORDERS_HOST + " [access] [ID]",
              Neighbourhood.STOCK_HOST + " [ID] []",
              Neighbourhood.STOCK_HOST + " [access] [ID]",
              Neighbourhood.REVIEWS_HOST + " [] []",
              Neighbourhood.REVIEWS_HOST + " [access] []"),
          visit.received().stream()
              // Where the library looks for a project of its own accord.
              .filter(request -> !request.host().equals("metadata.google.internal"))
              .map(GoogleCloudTest::described)
              .toList());
      // The library's, and that of the credentials which the application asks itself.
      assertEquals(2, ownTokens(visit.received()).distinct().count());
      for (var request : visit.received()) {
        if (Neighbourhood.PRIVATE_HOSTS.contains(request.host())) {
          assertEquals("https://" + request.host(), request.audience().orElse("no token"));
        }
      }
      assertEquals("Storage an object", visit.result().out().get(0));
      assertTrue(visit.result().out().stream().noneMatch(line -> line.endsWith("refused")));
      assertEquals(List.of(), visit.result().complaints());
      FrameworkCoverage.passed(LIBRARY, "java.net.http beside it", visit.received().size());
    }
  }

  @Test
  void googlesLibrariesOverGrpcAreLeftAloneAndIdTokensGoBesideTheirCredentials() {
    var application =
        BuiltApplication.of(
            GRPC_LIBRARY, "google-cloud-grpc", Versions.jars(GRPC_LIBRARY), List.of());
    try (var neighbourhood = new Neighbourhood()) {
      var without = neighbourhood.withoutAgent(application);
      var visit = neighbourhood.withAgent(application);

      assertEquals(
          List.of(
              Neighbourhood.PUBSUB_HOST + " [access] []",
              Neighbourhood.FIRESTORE_HOST + " [access] []",
              Neighbourhood.ORDERS_HOST + " [ID] []",
              Neighbourhood.ORDERS_HOST + " [access] [ID]",
              Neighbourhood.STOCK_HOST + " [ID] []",
              Neighbourhood.STOCK_HOST + " [access] [ID]"),
          visit.received().stream()
              .filter(request -> !request.host().equals("metadata.google.internal"))
              .map(GoogleCloudTest::described)
              .toList());
      // What Google's services have answered.
      assertEquals(without.result().out().subList(0, 2), visit.result().out().subList(0, 2));
      var logged = "binary log of " + LOGGED;
      assertEquals(
          List.of(
              "nothing " + Neighbourhood.ORDERS_HOST + " spoon",
              logged,
              "own credentials " + Neighbourhood.ORDERS_HOST + " spoon",
              logged,
              "nothing " + Neighbourhood.STOCK_HOST + " spoon",
              logged,
              "own credentials " + Neighbourhood.STOCK_HOST + " spoon",
              logged),
          visit.result().out().subList(2, 10));
      assertEquals(
          Fork.withoutTimes(without.result().err()),
          Fork.withoutTimes(visit.result().complaints()));
      FrameworkCoverage.passed(GRPC_LIBRARY, "gRPC beside them", visit.received().size());
    }
  }

  /** Whom it reached, with what in {@code Authorization} and in the header beside it. */
  private static String described(ReceivedRequest request) {
    return request.host()
        + " "
        + kinds(request, "Authorization")
        + " "
        + kinds(request, "X-Serverless-Authorization");
  }

  private static List<String> kinds(ReceivedRequest request, String header) {
    return request.headers().all(header).stream()
        .map(value -> value.startsWith(ACCESS_TOKEN) ? "access" : "ID")
        .toList();
  }

  private static Stream<String> ownTokens(List<ReceivedRequest> requests) {
    return requests.stream()
        .flatMap(request -> request.headers().all("Authorization").stream())
        .filter(value -> value.startsWith(ACCESS_TOKEN));
  }
}
