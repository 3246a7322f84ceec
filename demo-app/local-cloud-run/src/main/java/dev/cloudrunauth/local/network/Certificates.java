package dev.cloudrunauth.local.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * A certificate authority made just now, and one certificate of it for every host. Threads may
 * share it.
 */
public final class Certificates {

  /** The password of the trust store; it guards nothing secret. */
  public static final String PASSWORD = "local-cloud-run";

  private static final long VALID_DAYS = 30;

  private final HeldCertificate authority;
  private final SSLContext sslContext;

  /**
   * Makes them.
   *
   * @param hosts names to vouch for, beside those of Cloud Run and of this machine
   */
  public Certificates(Collection<String> hosts) {
    authority =
        new HeldCertificate.Builder()
            .commonName("Local Cloud Run CA")
            .certificateAuthority(0)
            .duration(VALID_DAYS, TimeUnit.DAYS)
            .build();
    var leaf =
        new HeldCertificate.Builder()
            .commonName("Local Cloud Run")
            .duration(VALID_DAYS, TimeUnit.DAYS)
            .signedBy(authority);
    names(hosts).forEach(leaf::addSubjectAlternativeName);
    sslContext =
        new HandshakeCertificates.Builder().heldCertificate(leaf.build()).build().sslContext();
  }

  /** Returns the server's side of TLS. */
  public SSLContext sslContext() {
    return sslContext;
  }

  /**
   * Writes the authority's certificate to a JKS file, which is read in a hundredth of the time that
   * a PKCS12 file takes.
   *
   * @throws IOException if the file cannot be written
   */
  public void writeTrustStore(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      var trustStore = KeyStore.getInstance("JKS");
      trustStore.load(null, null);
      trustStore.setCertificateEntry("local-cloud-run", authority.certificate());
      trustStore.store(out, PASSWORD.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot write a JKS file", e);
    }
  }

  private static Set<String> names(Collection<String> hosts) {
    var names = new LinkedHashSet<String>();
    names.add("*.a.run.app");
    names.add("*.run.app");
    names.add("*.us-central1.run.app");
    names.add("localhost");
    names.add("127.0.0.1");
    for (String host : hosts) {
      names.add(host);
      if (host.endsWith(".run.app")) {
        // TAG---SERVICE stands beside the service.
        names.add("*" + host.substring(host.indexOf('.')));
      }
    }
    return names;
  }
}
