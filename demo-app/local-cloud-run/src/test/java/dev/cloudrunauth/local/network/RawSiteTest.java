package dev.cloudrunauth.local.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.Application;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Body;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RawSiteTest {

  private LocalCloudRun cloudRun;

  @BeforeEach
  void start() {
    cloudRun = LocalCloudRun.builder().rawSite("raw.example.com").start();
  }

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  @Test
  void everyByteIsKept() {
    var answer =
        Application.of(cloudRun)
            .send(
                HttpRequest.newBuilder(URI.create("https://raw.example.com/a%20b?c"))
                    .header("x-ODD", "  spaced value")
                    .POST(BodyPublishers.ofString("body"))
                    .build());
    assertEquals(200, answer.statusCode());
    assertEquals("ok\n", answer.body());
    String request = cloudRun.rawSite("raw.example.com").received().get(0).text();
    assertTrue(request.startsWith("POST /a%20b?c HTTP/1.1\r\n"), request);
    assertTrue(request.contains("\r\nx-ODD: "), request);
    assertTrue(request.endsWith("\r\n\r\nbody"), request);
  }

  @Test
  void chunkedBodyIsKeptWithItsChunks() {
    var answer =
        Application.of(cloudRun)
            .send(
                HttpRequest.newBuilder(URI.create("https://raw.example.com/"))
                    .POST(
                        BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream(Body.of("0\r\n\r\n").bytes())))
                    .build());
    assertEquals(200, answer.statusCode());
    String request = cloudRun.rawSite("raw.example.com").received().get(0).text();
    assertTrue(request.endsWith("\r\n\r\n5\r\n0\r\n\r\n\r\n0\r\n\r\n"), request);
  }
}
