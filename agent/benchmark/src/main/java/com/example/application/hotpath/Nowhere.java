package com.example.application.hotpath;

import okhttp3.internal.connection.BufferedSocket;
import okio.Buffer;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.Okio;
import okio.Sink;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/** A socket that swallows what is written, and says nothing. For one thread. */
final class Nowhere implements BufferedSocket {

  private @Nullable Buffer recorded;
  private final BufferedSource source = new Buffer();
  private final BufferedSink sink =
      Okio.buffer(
          new Sink() {
            @Override
            public void write(Buffer bytes, long count) throws java.io.EOFException {
              if (recorded != null) {
                recorded.write(bytes, count);
              } else {
                bytes.skip(count);
              }
            }

            @Override
            public void flush() {}

            @Override
            public Timeout timeout() {
              return Timeout.NONE;
            }

            @Override
            public void close() {}
          });

  /** From now on what is written is kept as well. */
  Buffer record() {
    var buffer = new Buffer();
    recorded = buffer;
    return buffer;
  }

  void swallow() {
    recorded = null;
  }

  @Override
  public BufferedSource getSource() {
    return source;
  }

  @Override
  public BufferedSink getSink() {
    return sink;
  }

  @Override
  public void cancel() {}
}
