package com.example.application.hotpath;

import java.net.URI;
import java.security.Principal;
import java.security.cert.Certificate;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/** The TLS session of a connection to a host. Immutable. */
final class VoidTlsSession implements SSLSession {

  private static final int HTTPS_PORT = 443;

  /** The most that TLS writes or reads at once, with room for what it adds. */
  private static final int RECORD = 16_709;

  private final String host;

  VoidTlsSession(String url) {
    host = URI.create(url).getHost();
  }

  @Override
  public String getPeerHost() {
    return host;
  }

  @Override
  public int getPeerPort() {
    return HTTPS_PORT;
  }

  @Override
  public boolean isValid() {
    return true;
  }

  @Override
  public String getProtocol() {
    return "TLSv1.3";
  }

  @Override
  public String getCipherSuite() {
    return "TLS_AES_128_GCM_SHA256";
  }

  @Override
  public byte[] getId() {
    return new byte[0];
  }

  @Override
  public @Nullable SSLSessionContext getSessionContext() {
    return null;
  }

  @Override
  public long getCreationTime() {
    return 0;
  }

  @Override
  public long getLastAccessedTime() {
    return 0;
  }

  @Override
  public void invalidate() {}

  @Override
  public void putValue(String name, Object value) {}

  @Override
  public @Nullable Object getValue(String name) {
    return null;
  }

  @Override
  public void removeValue(String name) {}

  @Override
  public String[] getValueNames() {
    return new String[0];
  }

  @Override
  public Certificate[] getPeerCertificates() {
    return new Certificate[0];
  }

  @Override
  public Certificate @Nullable [] getLocalCertificates() {
    return null;
  }

  @Override
  public @Nullable Principal getPeerPrincipal() {
    return null;
  }

  @Override
  public @Nullable Principal getLocalPrincipal() {
    return null;
  }

  @Override
  public int getPacketBufferSize() {
    return RECORD;
  }

  @Override
  public int getApplicationBufferSize() {
    return RECORD;
  }
}
