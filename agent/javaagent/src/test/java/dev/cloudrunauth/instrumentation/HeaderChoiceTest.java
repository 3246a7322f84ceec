package dev.cloudrunauth.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderChoiceTest {

  @ParameterizedTest
  @CsvSource({
    "AUTO,                       false, false, Authorization",
    "AUTO,                       true,  false, X-Serverless-Authorization",
    "AUTO,                       false, true,  ",
    "AUTO,                       true,  true,  ",
    "AUTHORIZATION,              false, false, Authorization",
    "AUTHORIZATION,              true,  false, ",
    "AUTHORIZATION,              false, true,  ",
    "AUTHORIZATION,              true,  true,  ",
    "X_SERVERLESS_AUTHORIZATION, false, false, X-Serverless-Authorization",
    "X_SERVERLESS_AUTHORIZATION, true,  false, X-Serverless-Authorization",
    "X_SERVERLESS_AUTHORIZATION, false, true,  ",
    "X_SERVERLESS_AUTHORIZATION, true,  true,  ",
  })
  void theTokenTakesAHeaderThatTheApplicationHasLeft(
      HeaderChoice choice,
      boolean hasAuthorization,
      boolean hasServerlessAuthorization,
      @Nullable String header) {
    assertEquals(header, choice.header(hasAuthorization, hasServerlessAuthorization));
  }
}
