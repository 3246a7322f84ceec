package dev.cloudrunauth.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A socket all of whose input must arrive within a time limit, that of a TLS handshake over it too.
 * A time-out for each read would let a server that sends a byte now and then hold us for ever.
 */
final class LimitedSocket extends Socket {

  static final int CONNECT_MILLIS = 1_000;
  static final int ANSWER_MILLIS = 3_000;

  private final int answerMillis;
  private long deadlineNanos;

  /**
   * A socket that is not connected.
   *
   * @param proxy a SOCKS proxy, or none
   * @param answerMillis how long the server may take for all it sends, once it is connected
   */
  LimitedSocket(Proxy proxy, int answerMillis) {
    super(proxy);
    this.answerMillis = answerMillis;
  }

  /**
   * Connects within a second, and starts the clock. Where that fails, the socket is closed.
   *
   * @throws SocketTimeoutException if that second is over
   * @throws IOException if the server cannot be reached
   */
  @Override
  public void connect(SocketAddress server) throws IOException {
    try {
      connect(server, CONNECT_MILLIS);
    } catch (IOException failure) {
      close();
      throw failure;
    }
    deadlineNanos = System.nanoTime() + answerMillis * 1_000_000L;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Limited(super.getInputStream());
  }

  private final class Limited extends InputStream {

    private final InputStream in;

    Limited(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      var single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte @Nullable [] bytes, int offset, int length) throws IOException {
      long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        throw new SocketTimeoutException("the answer takes too long");
      }
      setSoTimeout((int) leftMillis);
      return in.read(bytes, offset, length);
    }
  }
}
