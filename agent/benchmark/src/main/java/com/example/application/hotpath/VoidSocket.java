package com.example.application.hotpath;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A socket that discards what is written, and has a whole response at each read. For one thread.
 */
final class VoidSocket extends Socket {

  static final byte[] RESPONSE =
      "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private OutputStream output = OutputStream.nullOutputStream();

  /** From now on what is written is kept. */
  ByteArrayOutputStream record() {
    var recorded = new ByteArrayOutputStream();
    output = recorded;
    return recorded;
  }

  void discard() {
    output = OutputStream.nullOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() {
        throw new UnsupportedOperationException("the clients read into a buffer");
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        System.arraycopy(RESPONSE, 0, buffer, offset, RESPONSE.length);
        return RESPONSE.length;
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int b) throws java.io.IOException {
        output.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
        output.write(bytes, offset, length);
      }
    };
  }

  @Override
  public void setSoTimeout(int millis) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }
}
