package dev.cloudrunauth.client.apachehttp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireHopTest {

  private static final String TOKEN =
      "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ." + "0123456789".repeat(20);

  private static byte[] logged(String text) {
    LoggedTokens.add(TOKEN);
    return WireHop.masked(text.getBytes(US_ASCII));
  }

  @Test
  void aTokenIsLoggedAsAsterisksAndAllElseAsItIs() {
    var text = "GET / HTTP/1.1\r\nAuthorization: " + TOKEN + "\r\n\r\n";

    assertEquals(
        text.replace(TOKEN, "*".repeat(TOKEN.length())), new String(logged(text), US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 60, 120, 200, 225})
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
    LoggedTokens.add(TOKEN);

    assertFalse(new String(WireHop.masked(bytes), US_ASCII).contains("eyJ"));
    assertArrayEquals(before, bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"text\":\"Bearer of a body\"}", "x", ""})
  void bytesWithoutATokenAreLoggedAsTheyAre(String text) {
    var bytes = text.getBytes(US_ASCII);
    LoggedTokens.add(TOKEN);

    assertSame(bytes, WireHop.masked(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 60})
  void aTokenThatIsWrittenInSmallPiecesIsKnownInEach(int length) {
    for (int at = "Bearer eyJhbGciOiJSUzI1NiIs".length(); at + length <= TOKEN.length(); at++) {
      assertEquals(
          "*".repeat(length), new String(logged(TOKEN.substring(at, at + length)), US_ASCII));
    }
  }

  @Test
  void aTokenThatAnotherThreadHasSentIsMasked() {
    CompletableFuture.runAsync(() -> LoggedTokens.add(TOKEN)).join();

    assertEquals(
        "*".repeat(TOKEN.length()), new String(WireHop.masked(TOKEN.getBytes(US_ASCII)), US_ASCII));
  }

  @Test
  void theTokensThatWereSentLastAreKnownAndNoMore() {
    for (int i = 0; i < 1_000; i++) {
      LoggedTokens.add(TOKEN + i);
      LoggedTokens.add(TOKEN + i);
    }

    int known = 0;
    for (var unused : LoggedTokens.all()) {
      known++;
    }
    assertEquals(64, known);
    assertEquals(
        "*".repeat(TOKEN.length() + 3),
        new String(WireHop.masked((TOKEN + 999).getBytes(US_ASCII)), US_ASCII));
  }
}
