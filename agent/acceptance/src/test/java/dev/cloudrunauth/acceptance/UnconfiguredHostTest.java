package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A search client runs on a woven HTTP client, and calls nothing but its own cluster. */
class UnconfiguredHostTest {

  private static final String CLUSTER_HOST = "search.example.com";
  private static final String CLUSTER = "https://" + CLUSTER_HOST;
  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final Map<String, String> URLS =
      Map.of("ORDERS_URL", CLUSTER, "STOCK_URL", CLUSTER, "REVIEWS_URL", CLUSTER);

  static Stream<Framework> searchClients() {
    return Framework.all().stream()
        .filter(framework -> framework.name().contains("low-level client"));
  }

  @ParameterizedTest
  @MethodSource("searchClients")
  void everyByteAndLineIsTheSameWithTheAgent(Framework framework) {
    var application = framework.application();
    try (var cloudRun =
        LocalCloudRun.builder().service(PrivateService.at(ORDERS)).rawSite(CLUSTER_HOST).start()) {
      var without = application.run(fork(cloudRun));
      var sentWithout = requests(cloudRun);
      cloudRun.rawSite(CLUSTER_HOST).clear();
      var with = application.run(fork(cloudRun).agent("audiences=" + ORDERS));

      assertEquals(0, without.exit(), () -> String.join("\n", without.err()));
      assertEquals(12, sentWithout.size(), () -> String.join("\n", sentWithout));
      assertEquals(sentWithout, requests(cloudRun));
      assertEquals(without.exit(), with.exit(), () -> String.join("\n", with.err()));
      assertEquals(without.out(), with.out());
      assertEquals(without.err(), with.complaints());
    }
  }

  private static Fork fork(LocalCloudRun cloudRun) {
    return Fork.on(Jdk.own())
        .flags(cloudRun.jvmFlags())
        .environment(cloudRun.environment())
        .environment(URLS);
  }

  private static List<String> requests(LocalCloudRun cloudRun) {
    return cloudRun.rawSite(CLUSTER_HOST).received().stream().map(Body::text).toList();
  }
}
