package com.example.application.hotpath;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * A socket with TLS that discards what is written, and has a whole response at each read. For one
 * thread.
 */
final class VoidSocket extends SSLSocket {

  static final byte[] RESPONSE =
      "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final SSLSession session;
  private OutputStream output = OutputStream.nullOutputStream();

  /**
   * A socket.
   *
   * @param url has the host that it is connected to
   */
  VoidSocket(String url) {
    session = new VoidTlsSession(url);
  }

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

  @Override
  public SSLSession getSession() {
    return session;
  }

  @Override
  public void startHandshake() {}

  @Override
  public String[] getSupportedCipherSuites() {
    return new String[0];
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return new String[0];
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {}

  @Override
  public String[] getSupportedProtocols() {
    return new String[0];
  }

  @Override
  public String[] getEnabledProtocols() {
    return new String[0];
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {}

  @Override
  public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {}

  @Override
  public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {}

  @Override
  public void setUseClientMode(boolean mode) {}

  @Override
  public boolean getUseClientMode() {
    return true;
  }

  @Override
  public void setNeedClientAuth(boolean need) {}

  @Override
  public boolean getNeedClientAuth() {
    return false;
  }

  @Override
  public void setWantClientAuth(boolean want) {}

  @Override
  public boolean getWantClientAuth() {
    return false;
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {}

  @Override
  public boolean getEnableSessionCreation() {
    return true;
  }
}
