package dev.cloudrunauth.instrumentation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidTokenChallengeTest {

  private static final String FRONT_END =
      "Bearer error=\"invalid_token\""
          + " error_description=\"The access token could not be verified\"";

  @ParameterizedTest
  @ValueSource(
      strings = {
        FRONT_END,
        "Bearer error=\"invalid_token\"",
        "Bearer error=invalid_token",
        "bearer ERROR=\"invalid_token\"",
        "BEARER error = \"invalid_token\"",
        "Bearer\terror\t=\tinvalid_token",
        "Bearer realm=\"example\", error=\"invalid_token\", error_description=\"expired\"",
        "Bearer realm=\"example\",error=\"invalid_token\"",
        "Bearer realm=\"a \\\"quoted\\\" one\", error=\"invalid_token\"",
        "Bearer realm=\"\\\\\", error=\"invalid_token\"",
        "Bearer error=\"invalid\\_token\"",
        "Bearer , error=\"invalid_token\"",
        ", ,Bearer error=\"invalid_token\",",
        "Basic realm=\"simple\", Bearer error=\"invalid_token\"",
        "Bearer error=\"invalid_token\", Basic realm=\"simple\"",
        "Negotiate, Bearer error=\"invalid_token\"",
        "Negotiate YWJj+/ZA==, Bearer error=\"invalid_token\"",
        "Bearer realm=\"one\", Bearer realm=\"two\", error=\"invalid_token\"",
        "Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\", Bearer error=invalid_token"
      })
  void anInvalidTokenIsRecognized(String header) {
    assertTrue(InvalidTokenChallenge.isIn(List.of(header), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer realm=\"example\"",
        "Bearer realm=\"error=\\\"invalid_token\\\"\"",
        "Bearer realm=\"x\\\", error=\\\"invalid_token\"",
        "Bearer realm=\", error=invalid_token\"",
        "Bearer \"error=invalid_token\"",
        "Bearer error=\"insufficient_scope\"",
        "Bearer error=\"invalid_token_or_not\"",
        "Bearer error=\"INVALID_TOKEN\"",
        "Bearer error=\"\"",
        "Bearer error=",
        "Bearer error",
        "Bearer error_description=\"invalid_token\"",
        "Bearer error_uri=invalid_token",
        "Bearer my-error=invalid_token",
        "Bearer invalid_token",
        "error=\"invalid_token\"",
        "Basic realm=\"simple\", error=\"invalid_token\"",
        "DPoP error=\"invalid_token\"",
        "Bearer realm=\"example\", DPoP error=\"invalid_token\"",
        "Bearers error=\"invalid_token\"",
        "Bearer realm=\"unterminated, error=invalid_token",
        "Bearer realm=\"unterminated\\",
        "Bearer error=\u00efnvalid_token"
      })
  void nothingElseIsTakenForIt(String header) {
    assertFalse(InvalidTokenChallenge.isIn(List.of(header), false));
  }

  @Test
  void anAnswerWithoutAChallengeRefusesNothing() {
    assertFalse(InvalidTokenChallenge.isIn(List.of(), false));
  }

  @Test
  void everyHeaderLineIsRead() {
    var lines = List.of("Basic realm=\"simple\"", "Negotiate", "Bearer error=\"invalid_token\"");
    assertTrue(InvalidTokenChallenge.isIn(lines, false));
  }

  @Test
  void besideACredentialOfTheApplicationsOnlyTheFrontEndsWordCounts() {
    assertTrue(InvalidTokenChallenge.isIn(List.of(FRONT_END), true));
    assertTrue(InvalidTokenChallenge.isIn(List.of(FRONT_END.replace("\" e", "\", e")), true));
    assertFalse(InvalidTokenChallenge.isIn(List.of("Bearer error=\"invalid_token\""), true));
    assertFalse(
        InvalidTokenChallenge.isIn(
            List.of("Bearer error=\"invalid_token\", error_description=\"signed out\""), true));
    assertFalse(
        InvalidTokenChallenge.isIn(
            List.of("Bearer error_description=\"The access token could not be verified\""), true));
  }
}
