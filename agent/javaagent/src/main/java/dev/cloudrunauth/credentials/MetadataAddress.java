package dev.cloudrunauth.credentials;

import dev.cloudrunauth.token.TokenSourceException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where the metadata server is: where Google has it, or where {@code GCE_METADATA_HOST} says. */
final class MetadataAddress {

  static final String VARIABLE = "GCE_METADATA_HOST";

  private static final String DEFAULT_URL = "http://metadata.google.internal";
  private static final int MAX_PORT = 65_535;

  private MetadataAddress() {}

  /**
   * Its URL, without a path.
   *
   * @param host the variable's value, {@code null} if it is not set
   * @throws TokenSourceException if that is not a host, with or without a port
   */
  static String url(@Nullable String host) throws TokenSourceException {
    if (host == null) {
      return DEFAULT_URL;
    }
    if (!isAuthority(host)) {
      throw new TokenSourceException(
          VARIABLE
              + " is \""
              + Refusal.shorten(host)
              + "\": write HOST or HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080",
          false,
          0,
          null);
    }
    return "http://" + host;
  }

  private static boolean isAuthority(String host) {
    try {
      var uri = new URI("http://" + host);
      var name = uri.getHost();
      int port = uri.getPort();
      return name != null
          && port != 0
          && port <= MAX_PORT
          && host.equals(port < 0 ? name : name + ":" + port);
    } catch (URISyntaxException notOne) {
      return false;
    }
  }
}
