package dev.cloudrunauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IdTokenTest {

  @Test
  void aTokenInAMessageHasNothingThatATerminalObeys() {
    var token = new IdToken("x", "aud\u001b[2J", "a@b\r\n\u202e", 0, 0);

    assertEquals("ID token of a@b\\u000d\\u000a\\u202e for aud\\u001b[2J", token.toString());
  }

  @Test
  void aMessageOfASourceHasNothingThatATerminalObeys() {
    var failure = new TokenSourceException("it said \u001b[2J\r\n\u202e", true, 0, null);

    assertEquals("it said \\u001b[2J\\u000d\\u000a\\u202e", failure.getMessage());
  }

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
