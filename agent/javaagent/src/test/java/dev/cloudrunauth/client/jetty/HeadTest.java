package dev.cloudrunauth.client.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadTest {

  private static final String VALUE = "Bearer eyJhbGciOiJSUzI1NiIs.of.HeadTest";

  private static ByteBuffer[] written(String head) {
    return new ByteBuffer[] {
      ByteBuffer.wrap(head.getBytes(ISO_8859_1)),
      ByteBuffer.allocate(0),
      ByteBuffer.wrap(new byte[] {'b'})
    };
  }

  private static String text(ByteBuffer... buffers) {
    var text = new StringBuilder();
    for (var buffer : buffers) {
      text.append(ISO_8859_1.decode(buffer));
    }
    return text.toString();
  }

  private static Field field(String... removed) {
    return new Field("Authorization", VALUE, List.of(removed));
  }

  @Test
  void theTokenStandsBehindTheFirstLineAndNothingElseChanges() {
    var buffers = written("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    var head = Head.of(buffers, field());

    assertNotNull(head);
    assertEquals(
        "GET / HTTP/1.1\r\nAuthorization: " + VALUE + "\r\nHost: a\r\n\r\nb",
        text(head.before(buffers)));
    assertFalse(head.hasRemaining());
  }

  @Test
  void theHeadersThatItReplacesAreLeftOut() {
    var buffers = written("GET / HTTP/1.1\r\nauthorization: x\r\nHost: a\r\nC: d\r\n\r\n");
    var head = Head.of(buffers, field("Authorization"));

    assertNotNull(head);
    assertTrue(buffers[0].hasRemaining(), "the client must have something left to write");
    assertEquals(
        "GET / HTTP/1.1\r\nAuthorization: " + VALUE + "\r\nHost: a\r\nC: d\r\n\r\nb",
        text(head.before(buffers)));
  }

  @Test
  void whatTlsHasNotTakenComesAgainBeforeTheRest() {
    var buffers = written("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    var head = Head.of(buffers, field());

    assertNotNull(head);
    var first = head.before(buffers);
    first[0].position(4);
    assertEquals(
        "/ HTTP/1.1\r\nAuthorization: " + VALUE + "\r\nHost: a\r\n\r\nb",
        text(head.before(buffers)));
  }

  @Test
  void anEmptyWriteTakesNothingAlong() {
    var head = Head.of(written("GET / HTTP/1.1\r\n\r\n"), field());
    var empty = new ByteBuffer[] {ByteBuffer.allocate(0)};

    assertNotNull(head);
    assertSame(empty, head.before(empty));
  }

  @Test
  void whatHasNoLineIsNoHead() {
    assertNull(Head.of(written("GET"), field()));
  }
}
