package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The application of the demo, on every JDK at hand. */
class StorefrontTest {

  private static final int CALLS = 13;
  private static final Map<String, String> SERVICES =
      Map.of(
          "ORDERS_SERVICE_URL", "https://orders-4fjx2k-uc.a.run.app",
          "CATALOG_SERVICE_URL", "https://catalog-4fjx2k-uc.a.run.app",
          "SHIPPING_SERVICE_URL", "https://shipping-123456789012.us-central1.run.app");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.cloudrunauth.acceptance.Jdk#all")
  void allItsCallsArriveWithATokenWhoseAudienceIsTheCalledService(Jdk jdk) throws IOException {
    try (var cloudRun = LocalCloudRun.sample().start()) {
      var configuration = Files.createDirectory(folder.resolve("with a space"));
      Files.writeString(
          configuration.resolve("cloud-run-auth.yaml"),
          "audiences: ['${ORDERS_SERVICE_URL}', '${CATALOG_SERVICE_URL}', '${SHIPPING_SERVICE_URL}']");

      var result =
          Fork.on(jdk)
              .agent("")
              .in(configuration)
              .flags(cloudRun.jvmFlags())
              .environment(cloudRun.environment())
              .environment(SERVICES)
              .jar(Fork.STOREFRONT)
              .run();

      assertEquals(CALLS, result.out().size());
      for (var line : result.out()) {
        assertTrue(line.matches(".*\t(200|OK)\t" + LocalCloudRun.DEFAULT_PRINCIPAL), line);
      }
      assertEquals(CALLS, cloudRun.received().size());
      for (var request : cloudRun.received()) {
        assertEquals("https://" + request.host(), request.audience().orElse("no token"));
      }
      assertEquals(List.of(), result.complaints(), "nothing is printed by the JVM");
    }
  }
}
