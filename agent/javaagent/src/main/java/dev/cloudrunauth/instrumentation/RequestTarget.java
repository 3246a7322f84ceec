package dev.cloudrunauth.instrumentation;

import org.jspecify.annotations.Nullable;

/**
 * The target in the first line of a request. Where it is a whole URL, a server must ignore the
 * {@code Host} header and take the host from there (RFC 9112, 3.2.2).
 */
public final class RequestTarget {

  private static final String HTTPS = "https://";

  private RequestTarget() {}

  /**
   * What a target says in place of a {@code Host} header.
   *
   * @param target a path, {@code *}, or a URL
   * @return {@code null} for a path; the authority of a URL; a URL that is not https as a whole,
   *     because that is never a place for tokens
   */
  public static @Nullable String host(String target) {
    if (target.startsWith("/") || !target.contains("://")) {
      return null;
    }
    if (!target.regionMatches(true, 0, HTTPS, 0, HTTPS.length())) {
      return target;
    }
    int end = HTTPS.length();
    while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    var authority = target.substring(HTTPS.length(), end);
    return authority.substring(authority.lastIndexOf('@') + 1);
  }
}
