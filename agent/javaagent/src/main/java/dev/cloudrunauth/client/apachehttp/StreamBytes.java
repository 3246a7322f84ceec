package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the fields of an HTTP/2 stream have been encoded: the agent's is encoded behind them. */
final class StreamBytes extends Adapter {

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
    if (stream != null && encoder != null && stream.name() != null) {
      var value = stream.takeValue();
      var request = stream.request();
      if (value != null && request != null) {
        var encoders = Encoders.of(encoder.getClass());
        AsyncTokens.noteEncoded(
            request,
            encoders.encode(encoder, bytes, stream.name().toLowerCase(Locale.ROOT), value));
      }
    }
    return null;
  }
}
