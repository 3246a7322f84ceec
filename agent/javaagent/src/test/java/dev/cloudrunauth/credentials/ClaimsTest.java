package dev.cloudrunauth.credentials;

import static dev.cloudrunauth.credentials.Answers.base64;
import static dev.cloudrunauth.credentials.Answers.jwt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.token.TokenSourceException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ClaimsTest {

  private static final String HEADER = base64("{\"alg\":\"RS256\"}");
  private static final String SIGNATURE = base64("signature");

  @Test
  void theClaimsOfATokenAreRead() throws Exception {
    var encoded =
        jwt("{\"aud\": \"x\", \"exp\": 1700003600, \"iat\": 1700000000, \"email\": \"e\"}");
    var token = Claims.read(encoded + "\n");

    assertEquals("Bearer " + encoded, token.headerValue());
    assertEquals("x", token.audience());
    assertEquals("e", token.principal());
    assertEquals(1_700_003_600_000L, token.expiresAtMillis());
    assertEquals(1_700_000_000_000L, token.issuedAtMillis());
  }

  @Test
  void emailAndTimeOfIssueMayBeMissing() throws Exception {
    var token = Claims.read(jwt("{\"aud\": \"x\", \"exp\": 1700003600.5, \"email\": 1}"));

    assertNull(token.principal());
    assertEquals(0, token.issuedAtMillis());
    assertEquals(1_700_003_600_500L, token.expiresAtMillis());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"aud\": \"x\", \"exp\": 1700003600.5}",
        "{\"aud\": \"x\", \"exp\": 1700003600, \"iat\": 1700000000.5}",
        "{\"aud\": \"x\", \"exp\": 1700003600, \"nbf\": \"now\"}",
        "{\"aud\": \"x\", \"exp\": 1700003600, \"sub\": 1}"
      })
  void aClaimThatGooglesLibraryCannotReadIsNamedBeforeItTries(String claims) {
    var failure = assertThrows(TokenSourceException.class, () -> Claims.check(jwt(claims)));
    assertEquals(
        "the answer of the token source has a claim of another type than tokens of Google have",
        failure.getMessage());
    assertTrue(failure.isRetryable());
  }

  static Stream<Arguments> garbage() {
    return Stream.of(
        Arguments.of("", "is empty"),
        Arguments.of(" \r\n", "is empty"),
        Arguments.of("<html>wonderland</html>", "is a page of HTML or XML and not a token"),
        Arguments.of("wonderland", "is not a JWT: of the three parts it has 1"),
        Arguments.of(HEADER + ".wonderland", "is not a JWT: of the three parts it has 2"),
        Arguments.of(HEADER + ".wonderland.x.y", "is not a JWT: of the three parts it has 4"),
        Arguments.of("wonder&land.e30.e30", "is not a JWT: its header is not base64url"),
        Arguments.of(".e30.e30", "is not a JWT: its header is not base64url"),
        Arguments.of("wonderland.e30.e30", "is not a JWT: its header is not a JSON object"),
        Arguments.of(HEADER + ".wonder+land.e30", "is not a JWT: its payload is not base64url"),
        Arguments.of(HEADER + ".wonderland.e30", "is not a JWT: its payload is not a JSON object"),
        Arguments.of(
            HEADER + "." + base64("[\"wonderland\"]") + ".e30",
            "is not a JWT: its payload is not a JSON object"),
        Arguments.of(
            HEADER + "." + base64("{}") + ".", "is not a JWT: its signature is not base64url"),
        Arguments.of(
            HEADER + "." + base64("{}") + ".wonder/land",
            "is not a JWT: its signature is not base64url"),
        Arguments.of(jwt("{}"), "has no \"exp\" claim"),
        Arguments.of(jwt("{\"exp\": \"1700003600\"}"), "has an \"exp\" claim that is no number"),
        Arguments.of(jwt("{\"exp\": null}"), "has an \"exp\" claim that is no number"),
        Arguments.of(jwt("{\"exp\": -1}"), "has an \"exp\" claim that is no date"),
        Arguments.of(jwt("{\"exp\": 1700003600000}"), "has an \"exp\" claim that is no date"),
        Arguments.of(jwt("{\"exp\": 1e9999}"), "has an \"exp\" claim that is no date"),
        Arguments.of(jwt("{\"exp\": 1e-9999}"), "has an \"exp\" claim that is no date"),
        Arguments.of(jwt("{\"exp\": 1700003600}"), "has no single \"aud\" claim"),
        Arguments.of(
            jwt("{\"exp\": 1700003600, \"aud\": [\"wonderland\"]}"), "has no single \"aud\" claim"),
        Arguments.of(
            jwt("{\"exp\": 1700003600, \"aud\": \"x\", \"iat\": \"wonderland\"}"),
            "has an \"iat\" claim that is no number"),
        Arguments.of(
            HEADER + "." + base64("{}") + "." + "A".repeat(16_384),
            "is too long for a token: " + (HEADER.length() + 16_389) + " characters"));
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void garbageIsNamedAndNotShown(String garbage, String what) {
    var failure = assertThrows(TokenSourceException.class, () -> Claims.read(garbage));
    assertEquals("the answer of the token source " + what, failure.getMessage());
    assertTrue(failure.isRetryable());
    var told = new StringWriter();
    failure.printStackTrace(new PrintWriter(told));
    assertFalse(told.toString().contains("wonder"), told::toString);
    assertFalse(told.toString().contains(SIGNATURE), told::toString);
  }
}
