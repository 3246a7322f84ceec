package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.nio.file.Path;
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
      var result =
          Fork.on(Jdk.own())
              .agent(pipe.toString())
              .flags(cloudRun.jvmFlags())
              .environment(cloudRun.environment())
              .program(
                  "Caller",
                  Client.newestOkHttp().jars(),
                  "send HTTP/1.1 GET http://www.example.com/",
                  "execute HTTP/1.1 GET http://www.example.com/",
                  "send HTTP/1.1 GET " + ORDERS + "/",
                  "sendAsync HTTP/2 GET " + ORDERS + "/",
                  "execute HTTP/1.1 GET " + ORDERS + "/",
                  "enqueue HTTP/2 GET " + ORDERS + "/",
                  "connection HTTP/1.1 POST " + ORDERS + "/",
                  "connection HTTP/1.1 GET https://www.example.com/",
                  "send HTTP/2 GET https://www.example.com/",
                  "execute HTTP/1.1 GET https://www.example.com/")
              .run();

      var out = result.out();
      assertEquals(10, out.size(), result.err().toString());
      assertTrue(out.get(0).startsWith("200 ") && out.get(1).startsWith("200 "), out.toString());
      assertEquals(
          List.of(
              "java.io.IOException" + UNREAD,
              "java.io.IOException" + UNREAD,
              "java.net.ProtocolException" + UNREAD,
              "java.net.ProtocolException" + UNREAD,
              "java.io.IOException" + UNREAD),
          out.subList(2, 7));
      for (var answer : out.subList(7, 10)) {
        assertTrue(answer.startsWith("200 "), out.toString());
      }
      assertEquals(5, cloudRun.received().size());
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
