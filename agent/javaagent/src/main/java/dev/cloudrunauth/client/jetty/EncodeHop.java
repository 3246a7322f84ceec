package dev.cloudrunauth.client.jetty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Undeclared;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection of HTTP/2 encodes the headers of a message, and each of them. As long as no
 * request with a token is to be encoded, this leaves all of them alone, a server's too.
 */
final class EncodeHop extends Adapter {

  private final Jetty jetty;

  EncodeHop(Authorizer authorizer, Jetty jetty) {
    super(authorizer);
    this.jetty = jetty;
  }

  /**
   * Encodes in place of the encoder.
   *
   * @param buffer a {@code ByteBuffer}
   * @param encoder an {@code HpackEncoder}
   * @return {@code null} if the encoder does it; otherwise what does, given all its arguments
   */
  @Override
  protected @Nullable Object call(Object buffer, @Nullable Object encoder) {
    if (encoder == null || (Encoding.PENDING.isEmpty() && !Encoding.isAny())) {
      return null;
    }
    var current = Encoding.current();
    Consumer<Object[]> encoding;
    if (current == null) {
      encoding = arguments -> encode(encoder, (ByteBuffer) arguments[0], arguments[1]);
    } else if (current.passes()) {
      return null;
    } else {
      encoding =
          arguments -> encodeField(current, encoder, (ByteBuffer) arguments[0], arguments[1]);
    }
    return encoding;
  }

  private void encode(Object encoder, ByteBuffer buffer, Object message) {
    var known = jetty.encoder(encoder);
    var field = known.isMessage(message) ? Encoding.PENDING.take(message) : null;
    try {
      Encoding.run(field, () -> known.encode(encoder, buffer, message));
    } catch (Throwable clients) {
      throw Undeclared.exception(clients);
    }
    if (field != null && !Encoding.append(buffer, field)) {
      authorizer.reportFault(
          new IllegalStateException(
              "the headers of a request fill a frame, which has no room for an ID token"));
    }
  }

  private void encodeField(Encoding current, Object encoder, ByteBuffer buffer, Object field) {
    var known = jetty.encoder(encoder);
    try {
      if (!current.leavesOut(known.name(field))) {
        current.passNext();
        known.encode(encoder, buffer, field);
      }
    } catch (Throwable clients) {
      throw Undeclared.exception(clients);
    }
  }
}
