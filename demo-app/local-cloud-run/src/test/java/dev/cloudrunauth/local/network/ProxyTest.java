package dev.cloudrunauth.local.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.Application;
import dev.cloudrunauth.local.LocalCloudRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTest {

  private LocalCloudRun cloudRun;

  @BeforeEach
  void start() {
    cloudRun = LocalCloudRun.sample().start();
  }

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  @Test
  void connectIsRecordedWithItsHeaders() {
    Application.of(cloudRun)
        .get("https://orders-4fjx2k-uc.a.run.app/", "Authorization", "Bearer x");
    assertEquals(1, cloudRun.connects().size());
    var connect = cloudRun.connects().get(0);
    assertEquals("orders-4fjx2k-uc.a.run.app:443", connect.authority());
    assertTrue(connect.headers().has("Host"));
    assertFalse(connect.headers().has("Authorization"));
  }

  @Test
  void onlyThePortsOfTheWebAreReached() throws Exception {
    assertEquals(
        "HTTP/1.1 200 OK", statusLine("CONNECT www.example.com:80 HTTP/1.1", "www.example.com:80"));
    assertEquals(
        "HTTP/1.1 403 Forbidden", statusLine("CONNECT localhost:22 HTTP/1.1", "localhost:22"));
  }

  @Test
  void clearTextIsNotHttpsWhateverTheRequestLineSays() throws Exception {
    assertEquals(
        "HTTP/1.1 302 Found",
        statusLine(
            "GET https://orders-4fjx2k-uc.a.run.app/ HTTP/1.1", "orders-4fjx2k-uc.a.run.app"));
  }

  @Test
  void strictProxyWantsAPassword() throws Exception {
    var connect = "CONNECT www.example.com:443 HTTP/1.1";
    var host = "www.example.com:443";
    int port = cloudRun.strictProxyPort();
    assertEquals("HTTP/1.1 407 Proxy Authentication Required", statusLine(port, connect, host));
    var login = "\r\nProxy-Authorization: Basic dXNlcjpwYXNzd29yZA==";
    assertEquals("HTTP/1.1 200 OK", statusLine(port, connect, host + login));
    assertEquals(2, cloudRun.connects().size());
  }

  private String statusLine(String requestLine, String host) throws IOException {
    return statusLine(cloudRun.proxyPort(), requestLine, host);
  }

  private static String statusLine(int port, String requestLine, String host) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              (requestLine + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(US_ASCII));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))
          .readLine();
    }
  }
}
