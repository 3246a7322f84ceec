package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An application that calls private services, and that each subclass starts in other ways. */
abstract class StartMode {

  static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  static final String STOCK = "https://stock-4fjx2k-uc.a.run.app";
  static final String FOREIGN = "https://www.example.com";
  static final String AUDIENCES = "audiences=" + ORDERS + ";" + STOCK;

  /** Each client over each protocol, to the first of the services. */
  static final List<String> CALLS =
      List.of(
          "send HTTP/2 GET " + ORDERS + "/1",
          "execute HTTP/2 GET " + ORDERS + "/2",
          "sendAsync HTTP/1.1 GET " + ORDERS + "/3",
          "enqueue HTTP/1.1 GET " + ORDERS + "/4");

  static final List<Path> OKHTTP = Client.newestJars();

  @TempDir Path folder;
  LocalCloudRun cloudRun;

  @BeforeEach
  void start() {
    cloudRun =
        LocalCloudRun.builder()
            .service(PrivateService.at(ORDERS))
            .service(PrivateService.at(STOCK))
            .publicSite("www.example.com", request -> answerOfForeign())
            .start();
  }

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  /** What a host that is no service of ours answers. */
  Response answerOfForeign() {
    return Response.text(200, "hello");
  }

  Fork onCloudRun(Jdk jdk) {
    return Fork.on(jdk).flags(cloudRun.jvmFlags()).environment(cloudRun.environment());
  }

  static Fork caller(Fork fork) {
    return fork.program("Caller", OKHTTP, CALLS.toArray(String[]::new));
  }

  /** All that was called was called with a token for it, and nobody else got one. */
  void assertTokensArrived(int calls) {
    assertEquals(calls, cloudRun.received().size());
    for (var request : cloudRun.received()) {
      assertEquals(200, request.status());
      assertEquals("https://" + request.host(), request.audience().orElse("no token"));
      assertEquals(1, request.headers().all("Authorization").size());
      assertFalse(request.headers().has("X-Serverless-Authorization"));
    }
  }

  /** The manifest of an agent whose class is on the application's class path. */
  Path idleAgent() throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "com.example.caller.Idle");
    var jar = folder.resolve("idle.jar");
    try (var file = Files.newOutputStream(jar)) {
      new JarOutputStream(file, manifest).close();
    }
    return jar;
  }
}
