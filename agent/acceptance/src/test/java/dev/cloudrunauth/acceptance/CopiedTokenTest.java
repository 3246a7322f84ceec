package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A gateway copies the headers of the request that it has received, with the token that Cloud Run
 * has checked and whose signature it has removed, and calls the next service.
 */
class CopiedTokenTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String REMOVED = ":bearer_eyJh.eyJp.SIGNATURE_REMOVED_BY_GOOGLE";
  private static final String OWN = " Authorization:Basic_dTpw";
  private static final List<String> CREDENTIALS =
      List.of("Authorization", "X-Serverless-Authorization");

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder().service(PrivateService.at(ORDERS).handler(new EchoService())).start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  static Stream<Arguments> callers() {
    return Stream.of("auto", "authorization", "x-serverless-authorization")
        .flatMap(
            header ->
                Client.typical().stream()
                    .flatMap(
                        client ->
                            client.jdks(Jdk.outermost()).stream()
                                .map(jdk -> Arguments.of(header, jdk, client))));
  }

  @ParameterizedTest
  @MethodSource("callers")
  void theNextServiceGetsTheAgentsTokenInItsPlace(String header, Jdk jdk, Client client) {
    var calls = new ArrayList<String>();
    for (var mode : client.modes()) {
      for (var protocol : client.protocols()) {
        var call = mode + " " + protocol + " GET " + ORDERS + "/";
        calls.add(call + " Authorization" + REMOVED);
        calls.add(call + " X-Serverless-Authorization" + REMOVED);
        calls.add(call + " Authorization" + REMOVED + " X-Serverless-Authorization" + REMOVED);
        calls.add(call + OWN + " X-Serverless-Authorization" + REMOVED);
      }
    }

    var answers = run(jdk, client, "header=" + header, calls);

    assertEquals(calls.size(), cloudRun.received().size(), answers.toString());
    for (int i = 0; i < calls.size(); i++) {
      var request = cloudRun.received().get(i);
      boolean hasOwn = calls.get(i).contains(OWN);
      if (hasOwn && header.equals("authorization")) {
        assertEquals(List.of("Basic dTpw"), request.headers().all("Authorization"));
        assertFalse(request.audience().isPresent(), "there is no place for it");
      } else {
        assertTrue(answers.get(i).startsWith("200 "), calls.get(i) + ": " + answers.get(i));
        assertEquals(ORDERS, request.audience().orElse("no token"));
        assertEquals(hasOwn ? 2 : 1, credentials(request.headers()::all).size(), calls.get(i));
        assertEquals(hasOwn, request.headers().all("Authorization").contains("Basic dTpw"));
      }
    }
  }

  private static List<String> credentials(Function<String, List<String>> headers) {
    return CREDENTIALS.stream().flatMap(name -> headers.apply(name).stream()).toList();
  }

  private List<String> run(Jdk jdk, Client client, String agent, List<String> calls) {
    var result =
        Fork.on(jdk)
            .agent(agent + ",audiences=" + ORDERS)
            .flags(cloudRun.jvmFlags())
            .environment(cloudRun.environment())
            .program("Caller", client.jars(), calls.toArray(String[]::new))
            .run();
    assertEquals(calls.size(), result.out().size(), result.err().toString());
    return result.out();
  }
}
