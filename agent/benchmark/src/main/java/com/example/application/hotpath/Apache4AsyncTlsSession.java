package com.example.application.hotpath;

import java.nio.channels.ByteChannel;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.apache.http.nio.reactor.IOSession;
import org.apache.http.nio.reactor.ssl.SSLIOSession;
import org.apache.http.nio.reactor.ssl.SSLMode;

/** The TLS layer of a connection of HttpAsyncClient 4.1, which encrypts nothing. */
final class Apache4AsyncTlsSession extends SSLIOSession {

  private final IOSession session;
  private final SSLSession tls;

  /**
   * A layer.
   *
   * @param url has the host that it is connected to
   * @param session the connection
   * @throws NoSuchAlgorithmException if the JDK has no TLS
   */
  Apache4AsyncTlsSession(String url, IOSession session) throws NoSuchAlgorithmException {
    super(session, SSLMode.CLIENT, SSLContext.getDefault(), null);
    this.session = session;
    tls = new VoidTlsSession(url);
  }

  @Override
  public synchronized SSLSession getSSLSession() {
    return tls;
  }

  @Override
  public ByteChannel channel() {
    return session.channel();
  }

  @Override
  public synchronized int getEventMask() {
    return session.getEventMask();
  }

  @Override
  public synchronized void setEventMask(int events) {
    session.setEventMask(events);
  }

  @Override
  public synchronized void setEvent(int event) {
    session.setEvent(event);
  }

  @Override
  public synchronized void clearEvent(int event) {
    session.clearEvent(event);
  }
}
