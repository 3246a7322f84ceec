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
    String host = isAscii(text) ? lowerCase(text) : fromUnicode(text);
    if (host.endsWith(".")) {
      // Without the dot a resolver may try its search list first: these can be two hosts.
      throw new InvalidOriginException("a host has no dot at its end. Remove it");
    }
    if (host.length() > MAX_LENGTH) {
      throw new InvalidOriginException("a host has at most " + MAX_LENGTH + " characters");
    }
    if (!isValid(host)) {
      throw new InvalidOriginException(
          "a host consists of labels of 1 to "
              + MAX_LABEL_LENGTH
              + " letters, digits and inner hyphens, separated by dots. Correct it");
    }
    return host;
  }

  /**
   * Lower-cases A to Z alone. {@code String.toLowerCase} also turns other characters into ASCII,
   * the Kelvin sign into a k, and would make one host look like another.
   *
   * @return {@code host} itself when it has no upper case
   */
  static String lowerCase(String host) {
    for (int i = 0; i < host.length(); i++) {
      if (isUpperCase(host.charAt(i))) {
        return lowerCaseFrom(i, host.toCharArray());
      }
    }
    return host;
  }

  /** Whether {@code host} is a canonical host name: what {@link #parse} returns. */
  static boolean isValid(String host) {
    int length = host.length();
    if (length == 0 || length > MAX_LENGTH) {
      return false;
    }
    int labelStart = 0;
    for (int i = 0; i < length; i++) {
      char c = host.charAt(i);
      if (c == '.') {
        if (!isLabel(host, labelStart, i)) {
          return false;
        }
        labelStart = i + 1;
      } else if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') {
        return false;
      }
    }
    return isLabel(host, labelStart, length);
  }

  /** Whether resolvers would read {@code host} as an IPv4 address, in whatever notation. */
  static boolean endsInNumber(String host) {
    char last = host.charAt(host.lastIndexOf('.') + 1);
    return last >= '0' && last <= '9';
  }

  private static boolean isLabel(String host, int start, int end) {
    return end > start
        && end - start <= MAX_LABEL_LENGTH
        && host.charAt(start) != '-'
        && host.charAt(end - 1) != '-';
  }

  private static String fromUnicode(String text) throws InvalidOriginException {
    for (int i = 0; i < text.length(); i++) {
      if (AMBIGUOUS_IN_IDNA.indexOf(text.charAt(i)) >= 0) {
        throw new InvalidOriginException(
            "the host has a character that programs translate differently. Write its xn-- form");
      }
    }
    try {
      return lowerCase(IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES));
    } catch (IllegalArgumentException e) {
      throw new InvalidOriginException(
          "the host is no valid international domain name. Write its xn-- form");
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

  private static String lowerCaseFrom(int first, char[] chars) {
    for (int i = first; i < chars.length; i++) {
      if (isUpperCase(chars[i])) {
        chars[i] = (char) (chars[i] + ('a' - 'A'));
      }
    }
    return new String(chars);
  }

  private static boolean isUpperCase(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
