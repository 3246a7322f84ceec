package dev.cloudrunauth.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudRunHostTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "orders-4fjx2k-uc.a.run.app, false, orders, us-central1",
        "ORDERS-4FJX2K-UC.a.Run.App, false, orders, us-central1",
        "my-own-orders-4fjx2k-ew.a.run.app, false, my-own-orders, europe-west1",
        "green---orders-4fjx2k-uc.a.run.app, true, orders, us-central1",
        "orders-4fjx2k-zz.a.run.app, false, orders, -",
        "orders-123456789012.us-central1.run.app, false, orders, us-central1",
        "my-orders-123456789012.europe-west12.run.app, false, my-orders, europe-west12",
        "g---orders-123456789012.me-west1.run.app, true, orders, me-west1",
        "orders.us-central1.run.app, false, -, us-central1",
        "orders-abc.us-central1.run.app, false, -, us-central1",
        "orders-uc.a.run.app, false, -, -",
        "orders.a.run.app, false, -, -",
        "-x-uc.a.run.app, false, -, -",
        "a.b.c.run.app, false, -, -",
        "x.run.app, false, -, -"
      })
  void serviceAndRegionAreReadFromTheHost(
      String host, boolean isTagged, String service, String region) {
    var read = CloudRunHost.of(host);

    assertNotNull(read);
    assertEquals(isTagged, read.isTagged());
    assertEquals(service, read.service());
    assertEquals(region, read.region());
    assertFalse(read.untagged().contains("---"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "run.app", ".run.app", "evilrun.app", "x.run.app.evil.com", "[::1]"})
  void otherHostsAreNone(String host) {
    assertNull(CloudRunHost.of(host));
  }

  @Test
  void noHostIsTooOddToBeRead() {
    var random = new Random(42);
    var pieces =
        new String[] {"-", "--", "---", ".", "a", "uc", ".a", ".run.app", "7", "\u212a", ""};
    for (int i = 0; i < 100_000; i++) {
      var host = new StringBuilder();
      for (int j = random.nextInt(9); j >= 0; j--) {
        host.append(pieces[random.nextInt(pieces.length)]);
      }
      var read = CloudRunHost.of(host.toString());
      if (read != null) {
        assertTrue(host.toString().endsWith(read.untagged()), host.toString());
        assertFalse(read.service() != null && read.service().isEmpty(), host.toString());
      }
    }
  }
}
