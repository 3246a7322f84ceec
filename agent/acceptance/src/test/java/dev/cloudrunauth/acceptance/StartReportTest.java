package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.ClientsUnderTest;
import dev.cloudrunauth.local.LocalCloudRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent says while all is well. */
class StartReportTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String GET = "send HTTP/2 GET " + ORDERS + "/orders/1001";

  @TempDir private Path folder;

  /** All clients that are on, in whatever order. */
  private static String clientsBut(String off) {
    return ClientsUnderTest.all().stream()
        .map(ClientUnderTest::id)
        .filter(id -> !id.equals(off))
        .map(id -> "(?=.*\\b" + id + "\\b)")
        .collect(Collectors.joining("", "", "(?!.*\\b" + off + "\\b).*"));
  }

  @Test
  void oneLineAtTheStartOneForTheFirstTokenAndAtDebugEachSettingWithItsSource() throws IOException {
    Files.writeString(
        folder.resolve("c.yaml"),
        """
        audiences:
          - %s
          - https://*.us-central1.run.app
        token-timeout: 30s
        """
            .formatted(ORDERS));
    try (var cloudRun = LocalCloudRun.sample().start()) {
      var result =
          Fork.on(Jdk.own())
              .in(folder)
              .agent("config=c.yaml,clients.okhttp=false")
              .flags(cloudRun.jvmFlags())
              .flags(List.of("-Dcloudrunauth.log.level=debug"))
              .environment(cloudRun.environment())
              .environment(Map.of("CLOUD_RUN_AUTH_HEADER", "auto"))
              .program("Caller", List.of(), GET, GET, GET)
              .run();

      assertEquals(List.of("200 HTTP_2", "200 HTTP_2", "200 HTTP_2"), result.out());
      assertEquals(
          1,
          count(
              result,
              "cloud-run-auth: .* ready, on Java [0-9.]+.*: 2 audiences from"
                  + " c.yaml:2:3, as the default service account of the metadata server, for "
                  + clientsBut("okhttp")));
      assertEquals(
          1,
          count(
              result,
              "cloud-run-auth: First ID token for "
                  + ORDERS
                  + " as storefront@demo-project.iam.gserviceaccount.com, expires in 3[56]\\d\\d s"));
      for (var setting :
          List.of(
              "config: c.yaml (agent argument)",
              "enabled: auto (default)",
              "audiences: " + ORDERS + " (c.yaml:2:5)",
              "audiences: https://*.us-central1.run.app (c.yaml:3:5)",
              "header: auto (environment variable CLOUD_RUN_AUTH_HEADER)",
              "token-timeout: 30s (c.yaml:4:16)",
              "clients.okhttp: false (agent argument)",
              "log.level: debug (system property cloudrunauth.log.level)")) {
        assertTrue(
            result.err().contains("cloud-run-auth: DEBUG " + setting),
            setting + " in " + result.err());
      }
    }
  }

  @Test
  void ofALongListTheFirstHundredAudiencesAreLogged() throws IOException {
    var list = new StringBuilder("log: {level: debug}\naudiences:\n");
    for (int i = 0; i < 18_000; i++) {
      list.append("  - https://s").append(i).append("-4fjx2k-uc.a.run.app\n");
    }
    Files.writeString(folder.resolve("c.yaml"), list);
    try (var application =
        Fork.on(Jdk.own()).in(folder).agent("c.yaml").program("Prompted", List.of()).start()) {
      application.hear("DEBUG strict: false");
      var audiences =
          application.end().stream().filter(line -> line.contains("DEBUG audiences: ")).toList();
      assertEquals(101, audiences.size());
      assertTrue(audiences.get(99).contains("https://s99-4fjx2k"), audiences.get(99));
      assertEquals(
          "cloud-run-auth: DEBUG audiences: 17900 more, which explain-config shows",
          audiences.get(100));
    }
  }

  /** A container platform that has no value for a variable sets it to nothing. */
  @Test
  void blankVariablesOfCloudRunDoNotMakeTheLogJson() throws IOException {
    Files.writeString(folder.resolve("c.yaml"), "strict: true\naudiences: []\n");

    var result =
        Fork.on(Jdk.own())
            .in(folder)
            .agent("c.yaml")
            .environment(Map.of("K_SERVICE", "", "CLOUD_RUN_JOB", " "))
            .program("Hello", List.of())
            .run();

    assertTrue(result.err().get(0).startsWith("cloud-run-auth: ERROR"), result.err().get(0));
  }

  private static long count(Fork.Result result, String pattern) {
    return result.err().stream().filter(line -> line.matches(pattern)).count();
  }
}
