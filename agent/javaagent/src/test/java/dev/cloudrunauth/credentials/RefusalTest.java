package dev.cloudrunauth.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class RefusalTest {

  private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl_-0";

  @Test
  void aJwtIsHidden() {
    assertEquals("got [token], sorry", Refusal.shorten("got " + JWT + ", sorry"));
    assertEquals("[token] [token]", Refusal.shorten(JWT + "\n" + JWT));
  }

  @Test
  void anAccessTokenIsHidden() {
    assertEquals(
        "{\"access_token\":\"[token]\"}",
        Refusal.shorten("{\"access_token\":\"ya29.c.b0Aaekm1K-_x.y\"}"));
  }

  @Test
  void aTokenIsHiddenThoughTheTextIsCutInTheMiddleOfIt() {
    var cut = Refusal.shorten("x".repeat(290) + JWT);
    assertFalse(cut.contains("eyJ"), cut);
  }

  @Test
  void aTextBecomesOneLineOfBoundedLength() {
    assertEquals("a b c", Refusal.shorten("a\r\n b\t\tc"));
    assertEquals("x".repeat(300), Refusal.shorten("x".repeat(300)));
    assertEquals("x".repeat(300) + "…", Refusal.shorten("x".repeat(301)));
  }

  @Test
  void noTextIsCalledEmpty() {
    assertEquals("(empty)", Refusal.shorten(null));
    assertEquals("(empty)", Refusal.shorten(""));
  }

  @Test
  void anHttpAnswerIsFoundBehindOtherFailures() {
    var answer =
        new HttpResponseException.Builder(403, "Forbidden", new HttpHeaders())
            .setContent("{\"error\": \"not you\"}")
            .build();
    var refusal = Refusal.of(new IOException("Error getting ID token", new IOException(answer)));

    assertEquals("the token source answered 403: {\"error\": \"not you\"}", refusal.getMessage());
    assertFalse(refusal.isRetryable());
  }

  @Test
  void anHttpAnswerThatAsksToWaitIsHeard() {
    var answer =
        new HttpResponseException.Builder(503, "Busy", new HttpHeaders().setRetryAfter(" 7 "))
            .build();
    var refusal = Refusal.of(answer);

    assertTrue(refusal.isRetryable());
    assertEquals(7_000, refusal.retryAfterMillis());
  }

  @Test
  void aHostThatIsNotKnownIsNamed() {
    var refusal = Refusal.of(new IOException(new UnknownHostException("iam.example.com")));
    assertEquals("unknown host iam.example.com", refusal.getMessage());
    assertTrue(refusal.isRetryable());
  }

  @Test
  void aConnectionThatIsRefusedIsWorthAnotherTry() {
    var refusal = Refusal.of(new ConnectException("Connection refused"));
    assertEquals("java.net.ConnectException: Connection refused", refusal.getMessage());
    assertTrue(refusal.isRetryable());
  }

  @Test
  void anUnexpectedAnswerThatQuotesATokenIsToldWithoutIt() {
    for (var quoting :
        new Exception[] {
          new IllegalArgumentException("cannot parse " + JWT),
          new IOException("cannot parse " + JWT, new IOException(JWT))
        }) {
      var told = new StringWriter();
      Refusal.of(quoting).printStackTrace(new PrintWriter(told));
      assertFalse(told.toString().contains("eyJ"), told::toString);
    }
  }
}
