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
final class TrafficTag {
  static final String SEPARATOR = "---";
  static final String DOMAIN = ".run.app";

  private TrafficTag() {}

  /**
   * Takes the tag off a host.
   *
   * <p>Tag and service names may both have hyphens, but a second separator, or a fourth hyphen,
   * leaves open where the tag ends; such a host is answered with {@code null}, not with a guess.
   *
   * @param host a canonical host name
   * @return {@code host} itself when it has no tag, {@code null} when it is ambiguous
   */
  static @Nullable String strip(String host) {
    if (!isTagged(host)) {
      return host;
    }
    String service = host.substring(host.indexOf(SEPARATOR) + SEPARATOR.length());
    return service.charAt(0) == '-' || isTagged(service) ? null : service;
  }

  /** Whether the leftmost label of a canonical host name below run.app has the separator. */
  static boolean isTagged(String host) {
    if (!host.endsWith(DOMAIN)) {
      return false;
    }
    int separator = host.indexOf(SEPARATOR);
    return separator >= 0 && separator < host.indexOf('.');
  }
}
