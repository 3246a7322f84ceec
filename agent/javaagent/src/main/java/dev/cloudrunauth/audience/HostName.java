package dev.cloudrunauth.audience;

import java.net.IDN;

/** The rules of host names: labels of ASCII letters, digits and hyphens, in lower case. */
final class HostName {
  static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL_LENGTH = 63;

  /**
   * Characters that IDNA 2003, which java.net.IDN implements, maps away or drops, and IDNA 2008
   * keeps: sharp s, final sigma and the zero-width joiners. The same text names two hosts.
   */
  private static final String AMBIGUOUS_IN_IDNA = "\u00df\u1e9e\u03c2\u200c\u200d";

  private HostName() {}

  /**
   * Turns a configured host into its canonical form.
   *
   * @throws InvalidOriginException when it is no host name
   */
  static String parse(String text) throws InvalidOriginException {
    String host = isAscii(text) ? AsciiCase.lower(text) : fromUnicode(text);
    if (host.endsWith(".")) {
      // Without the dot a resolver may try its search list first: these can be two hosts.
      throw new InvalidOriginException("a host has no dot at its end", "Remove it");
    }
    if (host.length() > MAX_LENGTH) {
      throw new InvalidOriginException(
          "a host has at most " + MAX_LENGTH + " characters", "Correct it");
    }
    if (!isCanonicalInAnyCase(host)) {
      throw new InvalidOriginException(
          "a host consists of labels of 1 to "
              + MAX_LABEL_LENGTH
              + " letters, digits and inner hyphens, separated by dots",
          "Correct it");
    }
    return host;
  }

  /** Whether a host is canonical, or would be in lower case. */
  static boolean isCanonicalInAnyCase(String host) {
    int labelStart = 0;
    char previous = '.';
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c == '.') {
        if (!endsLabel(previous) || i - labelStart > MAX_LABEL_LENGTH) {
          return false;
        }
        labelStart = i + 1;
      } else if (c == '-') {
        if (previous == '.') {
          return false;
        }
      } else if (!isLetterOrDigit(c)) {
        return false;
      }
      previous = c;
    }
    return endsLabel(previous)
        && host.length() - labelStart <= MAX_LABEL_LENGTH
        && host.length() <= MAX_LENGTH;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  }

  private static boolean endsLabel(char last) {
    return last != '.' && last != '-';
  }

  /** Whether resolvers would read {@code host} as an IPv4 address, in whatever notation. */
  static boolean endsInNumber(String host) {
    char last = host.charAt(host.lastIndexOf('.') + 1);
    return last >= '0' && last <= '9';
  }

  private static String fromUnicode(String text) throws InvalidOriginException {
    for (int i = 0; i < text.length(); i++) {
      if (AMBIGUOUS_IN_IDNA.indexOf(text.charAt(i)) >= 0) {
        throw new InvalidOriginException(
            "the host has a character that programs translate differently", "Write its xn-- form");
      }
    }
    try {
      return AsciiCase.lower(IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES));
    } catch (IllegalArgumentException e) {
      throw new InvalidOriginException(
          "the host is no valid international domain name", "Write its xn-- form");
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }
}
