package dev.cloudrunauth.client.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

  private static final int SIZE = 8_192;

  @ParameterizedTest
  @ValueSource(ints = {1, 119, 120, 121, 246, 247, 248, 1_000, 4_000})
  void aDecoderFindsTheHeaderBehindTheOthers(int length) throws Exception {
    var value = "Bearer " + "x".repeat(length);
    var request =
        new MetaData.Request(
            "GET",
            HttpURI.from("https://a.example.com/"),
            HttpVersion.HTTP_2,
            HttpFields.build().add("b", "c"));
    var buffer = ByteBuffer.allocate(SIZE);
    new HpackEncoder().encode(buffer, request);

    assertTrue(Encoding.append(buffer, new Field("X-Serverless-Authorization", value, List.of())));

    var decoded = new HpackDecoder(SIZE, System::nanoTime).decode(buffer.flip());
    assertEquals("c", decoded.getHttpFields().get("b"));
    assertEquals(value, decoded.getHttpFields().get("X-Serverless-Authorization"));
  }

  @Test
  void whereThereIsNoRoomNothingIsWritten() {
    var buffer = ByteBuffer.wrap("0123456789".getBytes(ISO_8859_1));

    assertFalse(Encoding.append(buffer, new Field("Authorization", "Bearer a", List.of())));
    assertEquals(0, buffer.position());
  }
}
