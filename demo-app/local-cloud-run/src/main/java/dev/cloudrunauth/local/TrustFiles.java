package dev.cloudrunauth.local;

import dev.cloudrunauth.local.network.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The files that an application's JVM flags name, in a folder that {@link #close} deletes. */
final class TrustFiles implements AutoCloseable {

  private final Path folder;

  private TrustFiles(Path folder) {
    this.folder = folder;
  }

  static TrustFiles write(Certificates certificates, Collection<String> hosts) {
    try {
      var files = new TrustFiles(Files.createTempDirectory("local-cloud-run"));
      certificates.writeTrustStore(files.trustStore());
      Files.writeString(
          files.hostsFile(),
          hosts.stream()
              .map(host -> "127.0.0.1 " + host + "\n")
              .collect(Collectors.joining("", "127.0.0.1 localhost\n", "")));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the trust store to a temporary folder", e);
    }
  }

  Path trustStore() {
    return folder.resolve("trust-store.jks");
  }

  Path hostsFile() {
    return folder.resolve("hosts");
  }

  List<String> trustStoreFlags() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + trustStore(),
        "-Djavax.net.ssl.trustStorePassword=" + Certificates.PASSWORD,
        "-Djavax.net.ssl.trustStoreType=JKS");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(trustStore());
      Files.deleteIfExists(hostsFile());
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
