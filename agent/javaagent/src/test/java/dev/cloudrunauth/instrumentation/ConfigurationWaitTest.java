package dev.cloudrunauth.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.token.ManualTime;
import org.junit.jupiter.api.Test;

/** What happens to requests when the configuration does not come. */
class ConfigurationWaitTest {

  private static final String ORDERS = "orders-4fjx2k-uc.a.run.app";

  private final ManualTime time = new ManualTime();

  @Test
  void aRequestToCloudRunFailsAndNoOtherWaitsAgain() {
    var wait = new ConfigurationWait(() -> time, () -> OnFailure.FAIL, 5_000);
    assertFalse(wait.isOverdue());

    var failure = wait.overdue(ORDERS);
    assertNotNull(failure);
    assertFalse(failure.isCallersWish());
    assertEquals(
        "no ID token for https://orders-4fjx2k-uc.a.run.app: the agent's configuration has not been"
            + " read after 5000 ms",
        failure.toThrow().getMessage());
    assertTrue(wait.isOverdue());
    assertNotNull(wait.overdue("ORDERS-4fjx2k-uc.A.RUN.APP"));
  }

  @Test
  void whatMayNeedNoTokenIsSentAsItIs() {
    var wait = new ConfigurationWait(() -> time, () -> OnFailure.FAIL, 5_000);
    assertNull(wait.overdue("www.example.com"));
    assertNull(wait.overdue("run.app.example.com"));
    assertNull(wait.overdue(".run.app"));
    assertNull(wait.overdue(null));
  }

  @Test
  void whatMayPassThroughIsSentAsItIs() {
    var wait = new ConfigurationWait(() -> time, () -> OnFailure.PASS_THROUGH, 5_000);
    assertNull(wait.overdue(ORDERS));
    assertTrue(wait.isOverdue());
  }
}
