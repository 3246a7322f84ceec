package dev.cloudrunauth.client.apachehttp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.cloudrunauth.instrumentation.SentTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireHopTest {

  private static final String TOKEN =
      "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ." + "x".repeat(200);

  private static byte[] logged(String text) {
    SentTokens.note(new Object(), TOKEN);
    return WireHop.masked(text.getBytes(US_ASCII));
  }

  @Test
  void aTokenIsLoggedAsAsterisksAndAllElseAsItIs() {
    var text = "GET / HTTP/1.1\r\nAuthorization: " + TOKEN + "\r\n\r\n";

    assertEquals(
        text.replace(TOKEN, "*".repeat(TOKEN.length())), new String(logged(text), US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 60, 120, 200})
  void aTokenThatIsSplitBetweenTwoWritesIsKnownInEach(int at) {
    var first = new String(logged("Authorization: " + TOKEN.substring(0, at)), US_ASCII);
    var second = new String(logged(TOKEN.substring(at) + "\r\n"), US_ASCII);

    assertEquals("Authorization: " + "*".repeat(at), first);
    assertEquals("*".repeat(TOKEN.length() - at) + "\r\n", second);
  }

  @Test
  void whatIsSentIsNotTouched() {
    var bytes = ("Authorization: " + TOKEN).getBytes(US_ASCII);
    var before = bytes.clone();
    SentTokens.note(new Object(), TOKEN);

    assertFalse(new String(WireHop.masked(bytes), US_ASCII).contains("eyJ"));
    assertArrayEquals(before, bytes);
  }

  @Test
  void bytesWithoutATokenAreLoggedAsTheyAre() {
    var bytes = "{\"text\":\"Bearer of a body\"}".getBytes(US_ASCII);
    SentTokens.note(new Object(), TOKEN);

    assertSame(bytes, WireHop.masked(bytes));
  }
}
