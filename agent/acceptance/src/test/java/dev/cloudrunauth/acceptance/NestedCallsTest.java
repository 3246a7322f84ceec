package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A refusal is explained by what its own hop has sent, whatever was sent in the middle of it. */
class NestedCallsTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String STOCK = "https://stock-4fjx2k-uc.a.run.app";
  private static final String MAIL = "https://mail-4fjx2k-uc.a.run.app";

  @Test
  void aBodyThatCallsTwoOtherServicesDoesNotHideTheTokenOfItsOwnCall() {
    try (var cloudRun =
        LocalCloudRun.builder()
            .service(
                PrivateService.at(ORDERS)
                    .handler(new EchoService())
                    .invoker("somebody-else@demo-project.iam.gserviceaccount.com"))
            .service(PrivateService.at(STOCK).handler(new EchoService()))
            .service(PrivateService.at(MAIL).handler(new EchoService()))
            .start()) {
      var result =
          Fork.on(Jdk.own())
              .agent("audiences=" + String.join(";", List.of(ORDERS, STOCK, MAIL)))
              .flags(cloudRun.jvmFlags())
              .environment(cloudRun.environment())
              .program(
                  "NestedCalls",
                  Client.newestJars(),
                  ORDERS + "/",
                  STOCK + "/",
                  MAIL + "/",
                  STOCK + "/",
                  MAIL + "/")
              .run();

      assertEquals(List.of("403"), result.out(), result.err().toString());
      assertEquals(1, result.explanations().size(), result.err().toString());
      assertTrue(
          result.explanations().get(0).contains("lacks the role roles/run.invoker"),
          result.explanations().get(0));
    }
  }
}
