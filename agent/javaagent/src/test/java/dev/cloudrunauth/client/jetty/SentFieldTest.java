package dev.cloudrunauth.client.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a header with a token is written. */
class SentFieldTest {

  private static final int NEVER_INDEXED = 0x10;

  @Test
  void inHttp1AsALine() {
    var field = new SentField("Authorization", "Bearer some");

    assertEquals("Authorization: Bearer some\r\n", new String(field.line, US_ASCII));
  }

  /** A length of 1337 is what is over 127, in pieces of seven bits, the least first. */
  @Test
  void inHttp2BehindTheirLengths() {
    var encoded = new SentField("A", "v".repeat(1337)).encoded;

    assertArrayEquals(
        new byte[] {NEVER_INDEXED, 1, 'a', 0x7f, (byte) 0xba, 0x09, 'v'},
        Arrays.copyOf(encoded, 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 126, 127, 128, 254, 255, 256, 16_510, 16_511})
  void inHttp2SoThatADecoderFindsWhatWasSent(int length) {
    var value = "v".repeat(length);
    var encoded = ByteBuffer.wrap(new SentField("X-Serverless-Authorization", value).encoded);

    assertEquals(NEVER_INDEXED, encoded.get());
    assertEquals("x-serverless-authorization", text(encoded));
    assertEquals(value, text(encoded));
    assertEquals(0, encoded.remaining());
  }

  /** A string as RFC 7541, 5.1 and 5.2, has it. */
  private static String text(ByteBuffer from) {
    int length = from.get();
    if (length == 0x7f) {
      int shift = 0;
      int more;
      do {
        more = from.get() & 0xff;
        length += (more & 0x7f) << shift;
        shift += 7;
      } while (more > 0x7f);
    }
    var bytes = new byte[length];
    from.get(bytes);
    return new String(bytes, US_ASCII);
  }
}
