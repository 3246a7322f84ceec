package com.example.application.hotpath;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A channel that discards what is written, and has one response for each request. For one thread.
 */
final class VoidChannel implements ByteChannel {

  private @Nullable ByteArrayOutputStream recorded;
  private boolean hasResponse;

  /** From now on what is written is kept. */
  ByteArrayOutputStream record() {
    var stream = new ByteArrayOutputStream();
    recorded = stream;
    return stream;
  }

  void discard() {
    recorded = null;
  }

  @Override
  public int write(ByteBuffer bytes) {
    int length = bytes.remaining();
    if (recorded != null) {
      recorded.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
    }
    bytes.position(bytes.limit());
    hasResponse = true;
    return length;
  }

  @Override
  public int read(ByteBuffer buffer) {
    if (!hasResponse) {
      return 0;
    }
    hasResponse = false;
    buffer.put(VoidSocket.RESPONSE);
    return VoidSocket.RESPONSE.length;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
