package com.example.tenant;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A body written by hand, because the factory methods for it changed between versions. */
class OkHttpBody extends RequestBody {

  private final byte[] content;
  private final long length;

  private OkHttpBody(byte[] content, long length) {
    this.content = content;
    this.length = length;
  }

  static OkHttpBody text() {
    var content = Bodies.TEXT.getBytes(StandardCharsets.UTF_8);
    return new OkHttpBody(content, content.length);
  }

  /** Nobody knows how long it is until all of it is there. */
  static OkHttpBody stream() {
    return new OkHttpBody(Bodies.bytes(), -1);
  }

  /** It is still being written while the answer may come, by another thread. */
  static OkHttpBody duplex() {
    return new OkHttpBody(Bodies.bytes(), -1) {
      @Override
      public boolean isDuplex() {
        return true;
      }

      @Override
      public void writeTo(BufferedSink sink) {
        new Thread(() -> write(sink), "duplex").start();
      }

      private void write(BufferedSink sink) {
        try (sink) {
          super.writeTo(sink);
        } catch (IOException e) {
          // The call fails, and says why.
        }
      }
    };
  }

  @Override
  public @Nullable MediaType contentType() {
    return MediaType.parse("application/json");
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(content);
  }
}
