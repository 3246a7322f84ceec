package com.example.caller;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/**
 * Gives OkHttp the JVM's own trust in the form that its oldest versions need on a JDK that is newer
 * than they are: they look for the trust manager inside the JDK, which Java 9 has closed.
 */
public final class TrustedSockets {

  private TrustedSockets() {}

  /** Sets the socket factory, where this version lets itself be told one. */
  public static void configure(OkHttpClient.Builder builder) {
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init((KeyStore) null);
      var manager = (X509TrustManager) trust.getTrustManagers()[0];
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      OkHttpClient.Builder.class
          .getMethod("sslSocketFactory", SSLSocketFactory.class, X509TrustManager.class)
          .invoke(builder, context.getSocketFactory(), manager);
    } catch (NoSuchMethodException olderThanThisMethod) {
      // Then the version finds the trust manager by itself, or says that it cannot.
    } catch (GeneralSecurityException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
