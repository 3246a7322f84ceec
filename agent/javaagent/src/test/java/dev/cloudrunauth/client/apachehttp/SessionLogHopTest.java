package dev.cloudrunauth.client.apachehttp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SessionLogHopTest {

  private static final String TOKEN =
      "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6IjIifQ." + "y".repeat(200);
  private static final byte[] ENCODED = new byte[150];

  static {
    for (int i = 0; i < ENCODED.length; i++) {
      ENCODED[i] = (byte) (7 * i);
    }
  }

  /** Held as a call in flight holds it. */
  private final Object request = new Object();

  @Test
  void aTokenInFlightIsLoggedAsAsterisksAndIsSentAsItIs() {
    AsyncTokens.note(request, TOKEN);
    var data = ByteBuffer.wrap(("..Authorization: " + TOKEN + "\r\n").getBytes(US_ASCII));
    data.position(2);

    var logged = SessionLogHop.masked(data);

    assertEquals("Authorization: " + "*".repeat(TOKEN.length()) + "\r\n", text(logged));
    assertEquals("Authorization: " + TOKEN + "\r\n", text(data));
  }

  @Test
  void theCompressedFieldOfHttp2IsMaskedToo() {
    AsyncTokens.noteEncoded(request, ENCODED);
    var frame = ByteBuffer.allocateDirect(ENCODED.length + 4).put((byte) 1).put((byte) 2);
    frame.put(ENCODED).put((byte) 3).put((byte) 4).flip();

    var logged = SessionLogHop.masked(frame);

    assertEquals("\1\2" + "*".repeat(ENCODED.length) + "\3\4", text(logged));
  }

  @Test
  void bytesWithoutATokenAreLoggedFromTheirOwnBuffer() {
    AsyncTokens.note(request, TOKEN);
    var data = ByteBuffer.wrap("{}".getBytes(US_ASCII));

    assertSame(data, SessionLogHop.masked(data));
  }

  private static String text(ByteBuffer data) {
    return US_ASCII.decode(data.duplicate()).toString();
  }
}
