package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.HeaderChoice;
import org.jspecify.annotations.Nullable;

/** Where the fields of an HTTP/2 stream have been encoded: the agent's is encoded behind them. */
final class StreamBytes extends Adapter {

  private static final int MAX_INDEX = 4;

  StreamBytes(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Adds the header.
   *
   * @param bytes what the fields are encoded into
   * @param encoder what encodes them
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object bytes, @Nullable Object encoder) throws Throwable {
    var stream = Streams.ofThread();
    if (stream != null && encoder != null && stream.name() != null && isOf(stream, encoder)) {
      var value = stream.takeValue();
      if (value != null) {
        var field =
            Encoders.of(encoder.getClass())
                .encode(encoder, bytes, HeaderChoice.inHttp2(stream.name()), value);
        // The same field again is an index of a few bytes, which tells nothing.
        if (field.length > MAX_INDEX) {
          LoggedTokens.addEncoded(field);
        }
      }
    }
    return null;
  }

  /** Whatever the application's code does in between, a token stays on its own connection. */
  private static boolean isOf(Streams stream, Object encoder) throws Throwable {
    return StreamHandlers.of(stream.handler().getClass()).hasEncoder(stream.handler(), encoder);
  }
}
