package dev.cloudrunauth.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A socket that connects and receives by the {@link Deadline} of who made it, the handshake of TLS
 * over it included. A time-out for each read would let a server that sends a byte now and then hold
 * us for ever.
 */
final class LimitedSocket extends Socket {

  private final Deadline deadline = Deadline.current();

  /**
   * A socket that is not connected.
   *
   * @param proxy a SOCKS proxy, or none
   */
  LimitedSocket(Proxy proxy) {
    super(proxy);
  }

  /**
   * Connects. Where that fails, the socket is closed.
   *
   * @throws SocketTimeoutException if it takes too long
   * @throws IOException if the server cannot be reached
   */
  @Override
  public void connect(SocketAddress server) throws IOException {
    boolean connected = false;
    try {
      deadline.uses(this);
      connect(server, deadline.connectMillis());
      connected = true;
    } finally {
      if (!connected) {
        close();
      }
    }
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
      setSoTimeout(deadline.leftMillis());
      return in.read(bytes, offset, length);
    }
  }
}
