package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.frontend.ReceivedRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A gateway passes on what its visitors send. One of them may be a private service's caller, whose
 * token Cloud Run has made useless before the gateway sees it.
 */
class GatewayTest {

  private static final String USER = "Basic dTpw";
  private static final String DEAD = "bearer eyJh.eyJp.SIGNATURE_REMOVED_BY_GOOGLE";

  static Stream<Framework> gateways() {
    return Framework.ofFolder("spring-cloud-gateway");
  }

  @ParameterizedTest
  @MethodSource("gateways")
  void theVisitorsOwnAuthorizationArrivesBesideTheToken(Framework gateway) {
    assertArrived(gateway, List.of(USER), "Authorization: " + USER);
  }

  @ParameterizedTest
  @MethodSource("gateways")
  void theGatewaysTokenTakesThePlaceOfADeadOne(Framework gateway) {
    assertArrived(
        gateway, List.of(), "Authorization: " + DEAD, "X-Serverless-Authorization: " + DEAD);
    assertArrived(
        gateway, List.of(USER), "Authorization: " + USER, "X-Serverless-Authorization: " + DEAD);
  }

  /** The private services take it; the other one gets what the visitor has sent. */
  private static void assertArrived(Framework gateway, List<String> kept, String... headers) {
    try (var neighbourhood = new Neighbourhood()) {
      for (var request : neighbourhood.withAgent(gateway.application(), headers).received()) {
        boolean isPrivate = Neighbourhood.PRIVATE_HOSTS.contains(request.host());
        assertEquals(200, request.status(), request::toString);
        assertEquals(
            isPrivate ? Optional.of("https://" + request.host()) : Optional.empty(),
            request.audience());
        assertEquals(isPrivate ? kept.size() + 1 : headers.length, credentials(request).size());
        assertEquals(
            kept, credentials(request).stream().filter(USER::equals).toList(), request::toString);
      }
    }
  }

  private static List<String> credentials(ReceivedRequest request) {
    return Stream.of("Authorization", "X-Serverless-Authorization")
        .flatMap(name -> request.headers().all(name).stream())
        .toList();
  }
}
