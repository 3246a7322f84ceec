package dev.cloudrunauth.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
    var cut = Refusal.shorten("x".repeat(590) + JWT);
    assertFalse(cut.contains("eyJ"), cut);
  }

  @Test
  void aTextBecomesOneLineOfBoundedLength() {
    assertEquals("a b c", Refusal.shorten("a\r\n b\t\tc"));
    assertEquals("x".repeat(600), Refusal.shorten("x".repeat(600)));
    assertEquals("x".repeat(600) + "…", Refusal.shorten("x".repeat(601)));
  }

  @Test
  void whatATerminalObeysIsShownByItsNumber() {
    assertEquals(
        "a\\u001b[2Jb\\u202ec\\u2028d\\u009be",
        Refusal.shorten("a\u001b[2Jb\u202ec\u2028d\u009be"));
    var refusal = Refusal.of(new IOException("a \u001b[31mred"));
    assertEquals("a \\u001b[31mred", refusal.getMessage());
    var answer = SourceAnswer.of("it", 503, "{\"error\": {\"message\": \"a\\u001bb\\u202e\"}}", 0);
    assertEquals("it answered 503: a\\u001bb\\u202e", answer.getMessage());
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

    assertEquals("the token source answered 403: not you", refusal.getMessage());
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
  void anAnswerThatIsClearAlreadyIsFoundBehindOtherFailures() {
    var clear = new TokenSourceException("clear", true, 5, null);
    assertSame(clear, Refusal.of(clear));
    assertSame(clear, Refusal.of(new IOException("wrapped", new IOException("twice", clear))));
    assertSame(clear, Refusal.of(new IllegalStateException(clear)));
  }

  @Test
  void anotherFailureIsToldWithItsRoot() {
    var refusal = Refusal.of(new IOException("no subject token", new EOFException("too short")));
    assertEquals("no subject token (java.io.EOFException: too short)", refusal.getMessage());
    assertTrue(refusal.isRetryable());
    assertEquals("no file", Refusal.of(new IOException("no file")).getMessage());
  }

  @Test
  void aProgramThatTheEnvironmentForbidsIsNotTriedAgain() {
    var disabled = new IOException("Error code PLUGGABLE_AUTH_DISABLED: not allowed");
    assertFalse(Refusal.of(new IOException("no subject token", disabled)).isRetryable());
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
