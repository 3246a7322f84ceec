package dev.cloudrunauth.audience;

import org.jspecify.annotations.Nullable;

/**
 * The traffic tag in a Cloud Run host: {@code TAG---SERVICE-….run.app} reaches one revision of a
 * service, and needs a token for the service's own origin, without the tag.
 *
 * <p>Only hosts below run.app have tags. Elsewhere {@code x---orders.example.com} may belong to
 * somebody else, who could replay a token made for {@code orders.example.com}. Below run.app
 * whatever follows the tag ends in the hash or the number of the service's own project, so a tag
 * never leads to another project.
 */
public final class TrafficTag {
  static final String SEPARATOR = "---";

  /** What the hosts of Cloud Run end with. */
  public static final String DOMAIN = ".run.app";

  /** It is open where the tag ends. */
  static final int AMBIGUOUS = -1;

  private TrafficTag() {}

  /**
   * Takes the tag off a host.
   *
   * @param host a canonical host name
   * @return {@code host} itself when it has no tag, {@code null} when it is ambiguous
   */
  static @Nullable String strip(String host) {
    int service = serviceStart(host);
    return service == AMBIGUOUS ? null : host.substring(service);
  }

  /**
   * Finds the end of the tag.
   *
   * <p>Tag and service names may both have hyphens, but a second separator, or a fourth hyphen,
   * leaves open where the tag ends. That is not guessed.
   *
   * @param host in any case
   * @return where the service's own host starts: 0 when there is no tag; or {@link #AMBIGUOUS}
   */
  static int serviceStart(String host) {
    int service = likelyServiceStart(host);
    boolean isOpen = service > 0 && (host.charAt(service) == '-' || hasSeparator(host, service));
    return isOpen ? AMBIGUOUS : service;
  }

  /**
   * Guesses the end of the tag where it is open: for a message, and never for a token.
   *
   * @param host in any case
   * @return where what follows the first separator starts, or 0 when there is no tag
   */
  public static int likelyServiceStart(String host) {
    int separator = isTagged(host) ? host.indexOf(SEPARATOR) : 0;
    return separator > 0 ? separator + SEPARATOR.length() : 0;
  }

  /** Whether the leftmost label of a host name below run.app has the separator. */
  static boolean isTagged(String host) {
    return hasSeparator(host, 0) && AsciiCase.endsWith(host, DOMAIN);
  }

  private static boolean hasSeparator(String host, int from) {
    int separator = host.indexOf(SEPARATOR, from);
    return separator >= 0 && separator < host.indexOf('.', from);
  }
}
