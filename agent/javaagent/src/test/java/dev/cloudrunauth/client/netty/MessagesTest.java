package dev.cloudrunauth.client.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

/** The copy of a request, from which a header is left out. */
class MessagesTest {

  private static final String HEADER = "Authorization";

  private final Messages messages = Netty.of(DefaultHttpRequest.class).messages;
  private final ByteBuf content = Unpooled.copyInt(1);

  @Test
  void aFullRequestIsCopiedWithItsContentAndTrailers() throws Throwable {
    var request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/path", content);
    request.headers().set(HEADER, "dead");
    request.trailingHeaders().set("X-Checksum", "value");

    var copy = assertInstanceOf(FullHttpRequest.class, copyWithoutHeader(request));

    assertSame(content, copy.content());
    assertEquals("value", copy.trailingHeaders().get("X-Checksum"));
    assertNull(messages.rest(request));
  }

  /** As Vert.x has them: neither full nor a head alone. */
  @Test
  void aRequestWithItsFirstPieceOfContentIsCopiedInTwo() throws Throwable {
    var head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/path");
    head.headers().set(HEADER, "dead");
    var type = Class.forName("io.vertx.core.http.impl.http1.VertxAssembledHttpRequest");
    var constructor = type.getDeclaredConstructor(HttpRequest.class, ByteBuf.class);
    constructor.setAccessible(true);
    var request = (HttpRequest) constructor.newInstance(head, content);

    var copy = copyWithoutHeader(request);

    assertFalse(copy instanceof HttpContent);
    assertSame(content, assertInstanceOf(HttpContent.class, messages.rest(request)).content());
  }

  private HttpRequest copyWithoutHeader(HttpRequest request) throws Throwable {
    var copy = (HttpRequest) messages.copy(request);
    messages.removeHeader(copy, HEADER);

    assertEquals(request.method(), copy.method());
    assertEquals(request.uri(), copy.uri());
    assertFalse(copy.headers().contains(HEADER));
    assertTrue(request.headers().contains(HEADER), "the application still sees it");
    return copy;
  }
}
