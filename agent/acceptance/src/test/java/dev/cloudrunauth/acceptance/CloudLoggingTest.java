package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.service.PrivateService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Cloud Logging reads of the agent's lines on Cloud Run, field by field. */
class CloudLoggingTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";

  @Test
  void eachEventIsOneJsonObjectWithTheFieldsOfStructuredLogging() {
    try (var cloudRun =
        LocalCloudRun.builder().service(PrivateService.at(ORDERS).noInvokers()).start()) {
      var result =
          Fork.on(Jdk.own())
              .flags(cloudRun.jvmFlags())
              .environment(cloudRun.environment())
              .environment(Map.of("K_SERVICE", "storefront"))
              .agent("log.level=debug,audiences=" + ORDERS)
              .program("Caller", List.of(), "send HTTP/1.1 GET " + ORDERS + "/")
              .run();

      assertEquals(0, result.exit());
      assertEquals(1, result.out().size());
      assertTrue(result.out().get(0).startsWith("403 "), result.out().get(0));
      var messages = new ArrayList<String>();
      for (var line : result.err()) {
        var json = JsonParser.parseString(line).getAsJsonObject();
        assertEquals(
            Set.of("severity", "time", "message", "logging.googleapis.com/labels"), json.keySet());
        var age = Duration.between(Instant.parse(json.get("time").getAsString()), Instant.now());
        assertTrue(!age.isNegative() && age.compareTo(Duration.ofMinutes(5)) < 0, line);
        var labels = json.getAsJsonObject("logging.googleapis.com/labels");
        assertEquals(Set.of("agent", "logger"), labels.keySet());
        assertEquals("cloud-run-auth", labels.get("agent").getAsString());
        assertTrue(labels.get("logger").getAsString().startsWith("dev.cloudrunauth."), line);
        assertFalse(line.contains("eyJ"), "a token");
        messages.add(json.get("severity").getAsString() + " " + json.get("message").getAsString());
      }
      assertSaid("INFO ", " ready, ", messages);
      assertSaid("WARNING ", "\n  To mend it:\n  ", messages);
      assertSaid(
          "DEBUG ", "1 requests with a token, 0 passed, 0 answered by 401, 1 by 403", messages);
    }
  }

  private static void assertSaid(String severity, String part, List<String> messages) {
    assertEquals(
        1,
        messages.stream()
            .filter(message -> message.startsWith(severity) && message.contains(part))
            .count(),
        () -> severity + part + " in " + messages);
  }
}
