package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.acceptance.clients.ClientsUnderTest;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The configuration is a pipe that nobody writes to. */
@DisabledOnOs(OS.WINDOWS)
class StuckConfigurationTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String UNREAD =
      ": no ID token for " + ORDERS + ": the agent's configuration has not been read after 5000 ms";

  @TempDir Path folder;

  @Test
  void requestsToCloudRunFailAndAllOthersAreSentForEachClient() throws Exception {
    var pipe = folder.resolve("cloud-run-auth.yaml");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    try (var cloudRun =
        LocalCloudRun.builder()
            .service(PrivateService.at(ORDERS).handler(new EchoService()))
            .publicSite("www.example.com", request -> Response.text(200, "hello\n"))
            .start()) {
      var calls = new ArrayList<String>();
      var answers = new ArrayList<String>();
      for (var client : ClientsUnderTest.all()) {
        var protocols = client.protocols();
        var https = protocols.get(protocols.size() - 1);
        calls.add(client.modes().get(0) + " HTTP/1.1 GET http://www.example.com/");
        answers.add("200 ");
        for (var mode : client.modes()) {
          for (var method : List.of("GET", "POST")) {
            calls.add(mode + " " + https + " " + method + " " + ORDERS + "/");
            answers.add(client.failure() + UNREAD);
          }
        }
        calls.add(client.modes().get(0) + " " + https + " GET https://www.example.com/");
        answers.add("200 ");
      }

      var result =
          Fork.on(Jdk.own())
              .agent(pipe.toString())
              .flags(cloudRun.jvmFlags())
              .environment(cloudRun.environment())
              .program("Caller", Client.newestJars(), calls.toArray(String[]::new))
              .run();

      assertEquals(calls.size(), result.out().size(), result.err().toString());
      for (int i = 0; i < calls.size(); i++) {
        var outcome = result.out().get(i);
        assertTrue(outcome.startsWith(answers.get(i)), calls.get(i) + ": " + outcome);
      }
      assertEquals(2 * ClientsUnderTest.all().size(), cloudRun.received().size());
      for (var request : cloudRun.received()) {
        assertFalse(request.headers().has("Authorization"));
      }
      assertEquals(
          1,
          result.err().stream()
              .filter(line -> line.contains("has not been read after 5000 ms: until it is,"))
              .count(),
          result.err().toString());
    }
  }
}
