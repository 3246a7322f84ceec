package dev.cloudrunauth.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.service.PrivateService;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bytes of gRPC; the acceptance tests have its own library speak with the stand-in. */
class GrpcTest {

  private static final String ECHO = "https://echo-4fjx2k-uc.a.run.app";

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder().service(PrivateService.at(ECHO)).start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  @Test
  void aMessageIsEchoedAsOftenAsItsMethodSays() {
    var answer = call("ServerStream", token(), "hello");

    assertEquals(4, answer.body().split("\"body\":\"hello\"", -1).length, answer.body());
    assertTrue(answer.body().contains("SIGNATURE_REMOVED_BY_GOOGLE"), answer.body());
    assertEquals("application/grpc", answer.headers().firstValue("content-type").orElseThrow());
    assertEquals(LocalCloudRun.DEFAULT_PRINCIPAL, received().principal().orElseThrow());
  }

  @Test
  void aCallWithoutReplyHasItsStatusInItsHeaders() {
    var answer = call("Unary", token(), "status 7 not your order");

    assertEquals(200, answer.statusCode());
    assertEquals("7", answer.headers().firstValue("grpc-status").orElseThrow());
    assertEquals("not your order", answer.headers().firstValue("grpc-message").orElseThrow());
    assertEquals("12", call("Other", token(), "").headers().firstValue("grpc-status").orElse(""));
  }

  @Test
  void theFrontEndRefusesACallAsItRefusesAnyRequest() {
    var answer = call("Unary", "nonsense", "hello");

    assertEquals(401, answer.statusCode());
    assertTrue(answer.headers().firstValue("www-authenticate").isPresent());
    assertEquals(
        "text/html; charset=UTF-8", answer.headers().firstValue("content-type").orElse(""));
    assertTrue(received().refusal().isPresent());
  }

  private ReceivedRequest received() {
    return cloudRun.received().get(0);
  }

  private String token() {
    var expiry = Instant.now().plusSeconds(60);
    return cloudRun.issueToken(ECHO, LocalCloudRun.DEFAULT_PRINCIPAL, expiry);
  }

  private HttpResponse<String> call(String method, String token, String message) {
    byte[] text = message.getBytes(UTF_8);
    byte[] body =
        ByteBuffer.allocate(5 + text.length).put((byte) 0).putInt(text.length).put(text).array();
    var request =
        HttpRequest.newBuilder(URI.create(ECHO + "/example.Echo/" + method))
            .header("content-type", "application/grpc")
            .header("authorization", "Bearer " + token)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return Application.of(cloudRun).send(request);
  }
}
