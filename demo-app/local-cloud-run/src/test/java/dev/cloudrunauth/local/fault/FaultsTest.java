package dev.cloudrunauth.local.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cloudrunauth.local.Application;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.MutableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults as an application meets them, at the metadata server. */
class FaultsTest {

  private static final String PATH =
      "/computeMetadata/v1/instance/service-accounts/default/identity?audience=a";

  private static final MutableClock CLOCK = new MutableClock();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final List<PlayedFault> PLAYED = new CopyOnWriteArrayList<>();
  private static LocalCloudRun cloudRun;

  @BeforeAll
  static void start() {
    cloudRun = LocalCloudRun.builder().clock(CLOCK).faultListener(PLAYED::add).start();
  }

  @AfterAll
  static void stop() {
    cloudRun.close();
  }

  @BeforeEach
  void forget() {
    cloudRun.metadataServer().recover();
    cloudRun.clear();
    PLAYED.clear();
    CLOCK.advance(Duration.ofHours(2));
  }

  @Test
  void resetComesInTheMiddleOfTheBody() throws Exception {
    play("reset");
    var read = new ByteArrayOutputStream();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + PATH + " HTTP/1.1\r\nHost: h\r\nMetadata-Flavor: Google\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThrows(SocketException.class, () -> socket.getInputStream().transferTo(read));
    }
    String answer = read.toString(StandardCharsets.US_ASCII);
    assertTrue(answer.startsWith("HTTP/1.1 200"));
    int head = answer.indexOf("\r\n\r\n");
    int length = Integer.parseInt(answer.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
    assertEquals(length / 2, answer.length() - head - 4);
  }

  @Test
  void garbageComesInTheFormOfAnAnswer() throws Exception {
    play("garbage empty, garbage html, garbage not-a-jwt");
    assertTrue(get().body().isEmpty());
    assertTrue(get().body().startsWith("<!doctype html>"));
    var text = get();
    assertEquals(200, text.statusCode());
    assertFalse(text.body().contains("."));
  }

  @Test
  void garbageMayBeASignedJwt() throws Exception {
    play("garbage no-expiry, garbage expired, garbage other-audience");
    assertEquals(null, claims().getExpirationTime());
    assertTrue(expiry(claims()).isBefore(CLOCK.instant()));
    assertNotEquals(List.of("a"), claims().getAudience());
    assertEquals(List.of("a"), claims().getAudience());
  }

  @Test
  void tokensLiveAsLongAsTheScriptSays() throws Exception {
    claims();
    play("lifetime 35s");
    assertEquals(CLOCK.instant().plusSeconds(35), expiry(claims()));
    assertEquals(CLOCK.instant().plusSeconds(3600), expiry(claims()));
  }

  @Test
  void sameTokenComesAgainWhateverItsAge() throws Exception {
    String first = get().body();
    CLOCK.advance(Duration.ofHours(1));
    play("same-token x2");
    // Not assertEquals, which would print tokens.
    assertTrue(first.equals(get().body()));
    assertTrue(first.equals(get().body()));
    assertFalse(first.equals(get().body()));
  }

  @Test
  void wrongClockShowsInTheTokenAndInTheDate() throws Exception {
    play("clock -2h");
    var answer = get();
    var claims = SignedJWT.parse(answer.body()).getJWTClaimsSet();
    var wrong = CLOCK.instant().minus(Duration.ofHours(2));
    assertEquals(wrong, claims.getIssueTime().toInstant());
    assertEquals(wrong.plusSeconds(3600), expiry(claims));
    assertEquals(wrong, date(answer));
    assertEquals(CLOCK.instant(), date(get()));
  }

  @Test
  void stepThatLastsBeginsWithItsFirstRequest() throws Exception {
    play("503 for 4s, 500");
    CLOCK.advance(Duration.ofSeconds(10));
    assertEquals(503, get().statusCode());
    CLOCK.advance(Duration.ofMillis(3999));
    assertEquals(503, get("/").statusCode(), "every request meets it");
    CLOCK.advance(Duration.ofMillis(1));
    assertEquals(500, get().statusCode());
    assertEquals(200, get().statusCode());
  }

  @Test
  void scriptBeginsAgain() throws Exception {
    play("503 x2, ok, repeat");
    for (int i = 0; i < 3; i++) {
      assertEquals(503, get().statusCode());
      assertEquals(503, get().statusCode());
      assertEquals(200, get().statusCode());
    }
  }

  @Test
  void refusedPortIsClosedUntilRecovery() throws Exception {
    int port = port();
    cloudRun.metadataServer().misbehave(Fault.refused());
    assertThrows(ConnectException.class, FaultsTest::connect);
    assertEquals(port, port(), "the environment stays the same");
    cloudRun.metadataServer().recover();
    assertEquals(200, get().statusCode());
  }

  @Test
  void refusedPortOpensAgainWhenItsTimeIsOver() throws Exception {
    var closed = new CountDownLatch(1);
    try (var other =
        LocalCloudRun.builder().faultListener(fault -> noteRefusal(fault, closed)).start()) {
      String host = other.environment().getOrDefault("GCE_METADATA_HOST", "");
      other.metadataServer().play(FaultScript.parse("503, refused for 700ms"));
      assertEquals(503, get(host, PATH).statusCode());
      assertTrue(closed.await(20, TimeUnit.SECONDS));
      long start = System.nanoTime();
      int refusals = 0;
      while (true) {
        try {
          assertEquals(200, get(host, PATH).statusCode());
          break;
        } catch (IOException e) {
          refusals++;
          assertTrue(System.nanoTime() - start < Duration.ofSeconds(20).toNanos());
        }
      }
      assertTrue(refusals > 0);
    }
  }

  @Test
  void eachServerRefusesForItself() throws Exception {
    var application = Application.of(cloudRun);
    String iam = "https://iamcredentials.googleapis.com/v1/nothing";
    cloudRun.iamCredentials().misbehave(Fault.refused());
    assertThrows(AssertionError.class, () -> application.get(iam));
    assertEquals(200, get().statusCode());
    assertEquals(404, application.get("https://sts.googleapis.com/nothing").statusCode());
    assertEquals(List.of(), cloudRun.iamCredentials().received());
    cloudRun.iamCredentials().recover();
    assertEquals(401, application.get(iam).statusCode());
  }

  @Test
  void everyFaultIsHeardOf() throws Exception {
    play("503 x2 retry-after=1, ok, delay 10ms");
    for (int i = 0; i < 5; i++) {
      get();
    }
    assertEquals(
        List.of("503 retry-after=1", "503 retry-after=1", "delay 10ms"),
        PLAYED.stream().map(played -> played.fault().toString()).toList());
    assertEquals("metadata", PLAYED.get(0).server());
    assertEquals(
        "GET /computeMetadata/v1/instance/service-accounts/default/identity",
        PLAYED.get(0).request());
  }

  private static void noteRefusal(PlayedFault played, CountDownLatch closed) {
    if (played.fault() instanceof Fault.Refused) {
      closed.countDown();
    }
  }

  private static void play(String script) {
    cloudRun.metadataServer().play(FaultScript.parse(script));
  }

  private static void connect() throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port()).close();
  }

  private static int port() {
    String host = cloudRun.environment().getOrDefault("GCE_METADATA_HOST", "");
    return Integer.parseInt(host.substring(host.indexOf(':') + 1));
  }

  private static HttpResponse<String> get() throws IOException, InterruptedException {
    return get(PATH);
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get("127.0.0.1:" + port(), path);
  }

  private static HttpResponse<String> get(String host, String path)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://" + host + path))
            .header("Metadata-Flavor", "Google")
            .build(),
        BodyHandlers.ofString());
  }

  private static JWTClaimsSet claims() throws Exception {
    return SignedJWT.parse(get().body()).getJWTClaimsSet();
  }

  private static Instant expiry(JWTClaimsSet claims) {
    return claims.getExpirationTime().toInstant();
  }

  private static Instant date(HttpResponse<String> answer) {
    return ZonedDateTime.parse(
            answer.headers().firstValue("Date").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME)
        .toInstant();
  }
}
