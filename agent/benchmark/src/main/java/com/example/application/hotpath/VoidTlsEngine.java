package com.example.application.hotpath;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** TLS with a host, which has shaken hands and encrypts nothing. For one thread. */
final class VoidTlsEngine extends SSLEngine {

  private static final int HTTPS_PORT = 443;

  private final SSLSession session;

  VoidTlsEngine(String host) {
    super(host, HTTPS_PORT);
    session = new VoidTlsSession("https://" + host);
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] from, int offset, int count, ByteBuffer to) {
    int written = 0;
    for (int i = offset; i < offset + count; i++) {
      written += from[i].remaining();
      to.put(from[i]);
    }
    return new SSLEngineResult(
        SSLEngineResult.Status.OK, HandshakeStatus.NOT_HANDSHAKING, written, written);
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int offset, int count) {
    throw new UnsupportedOperationException("responses come to the handler above");
  }

  @Override
  public HandshakeStatus getHandshakeStatus() {
    return HandshakeStatus.NOT_HANDSHAKING;
  }

  @Override
  public void beginHandshake() {}

  @Override
  public @Nullable Runnable getDelegatedTask() {
    return null;
  }

  @Override
  public SSLSession getSession() {
    return session;
  }

  @Override
  public void closeInbound() {}

  @Override
  public boolean isInboundDone() {
    return false;
  }

  @Override
  public void closeOutbound() {}

  @Override
  public boolean isOutboundDone() {
    return false;
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return new String[] {session.getCipherSuite()};
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return getSupportedCipherSuites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {}

  @Override
  public String[] getSupportedProtocols() {
    return new String[] {session.getProtocol()};
  }

  @Override
  public String[] getEnabledProtocols() {
    return getSupportedProtocols();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {}

  @Override
  public void setUseClientMode(boolean isClient) {}

  @Override
  public boolean getUseClientMode() {
    return true;
  }

  @Override
  public void setNeedClientAuth(boolean isNeeded) {}

  @Override
  public boolean getNeedClientAuth() {
    return false;
  }

  @Override
  public void setWantClientAuth(boolean isWanted) {}

  @Override
  public boolean getWantClientAuth() {
    return false;
  }

  @Override
  public void setEnableSessionCreation(boolean isEnabled) {}

  @Override
  public boolean getEnableSessionCreation() {
    return true;
  }
}
