package dev.cloudrunauth.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LocalCloudRunTest {

  @Test
  void sampleServiceAnswersItsCaller() {
    try (var cloudRun = LocalCloudRun.sample().start()) {
      var answer =
          Application.of(cloudRun)
              .get(
                  "https://orders-4fjx2k-uc.a.run.app/orders/1001",
                  "Authorization",
                  "Bearer "
                      + cloudRun.issueToken(
                          "https://orders-4fjx2k-uc.a.run.app",
                          LocalCloudRun.DEFAULT_PRINCIPAL,
                          Instant.now().plusSeconds(60)));
      assertEquals(200, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains(LocalCloudRun.DEFAULT_PRINCIPAL), answer.body());
      assertEquals("HTTP/2.0", cloudRun.received().get(0).protocol());
    }
  }
}
