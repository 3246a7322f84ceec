package dev.cloudrunauth.credentials;

import dev.cloudrunauth.token.TokenSourceException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The URLs that a transport can ask. */
final class HttpUrl {

  private static final int MAX_PORT = 65_535;

  private HttpUrl() {}

  /**
   * Reads one.
   *
   * @throws NoHttpUrlException if it is not http or https, or names no host
   */
  static URI parse(String url) throws NoHttpUrlException {
    try {
      var uri = new URI(url);
      var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getPort() <= MAX_PORT) {
        return uri;
      }
      throw refused(uri.getScheme() + "://" + uri.getRawAuthority());
    } catch (URISyntaxException notOne) {
      throw refused(url.replaceAll("[?#].*", ""));
    }
  }

  private static NoHttpUrlException refused(String shown) {
    return new NoHttpUrlException(Refusal.shorten(shown));
  }

  /** Another kind of URL, or none. */
  static final class NoHttpUrlException extends TokenSourceException {
    private NoHttpUrlException(String shown) {
      super("no request can be sent to " + shown + ": it is no http or https URL", false, 0, null);
    }
  }
}
