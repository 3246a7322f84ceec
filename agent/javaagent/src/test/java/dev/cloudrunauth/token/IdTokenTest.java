package dev.cloudrunauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IdTokenTest {

  @Test
  void theHeaderCarriesTheTokenAsABearer() {
    assertEquals(
        "Bearer aaa.bbb.ccc", new IdToken("aaa.bbb.ccc", "https://x", null, 1, 0).headerValue());
  }

  @Test
  void itsTextTellsTheClaimsAndNoPartOfTheToken() {
    assertEquals(
        "ID token of robot@example.com for https://x",
        new IdToken("aaa.bbb.ccc", "https://x", "robot@example.com", 1, 0).toString());
  }
}
