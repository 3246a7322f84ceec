package dev.cloudrunauth.audience;

/**
 * Texts that are compared as if A to Z were a to z, without a copy in lower case. All other
 * characters differ: {@code String.equalsIgnoreCase} takes the Kelvin sign for a k, and would make
 * one host look like another.
 */
public final class AsciiCase {

  private AsciiCase() {}

  /**
   * Lower-cases A to Z alone.
   *
   * @return {@code text} itself when it has no upper case
   */
  public static String lower(String text) {
    int first = firstUpperCase(text);
    return first < 0 ? text : lowerCaseFrom(first, text.toCharArray());
  }

  /** Lower-cases A to Z alone. */
  public static char lower(char c) {
    return isUpperCase(c) ? (char) (c + ('a' - 'A')) : c;
  }

  /** Whether {@code text} from a position to its end is {@code lowerCase}, in any case. */
  static boolean equals(String text, int from, String lowerCase) {
    if (text.length() - from != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      if (lower(text.charAt(from + i)) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the whole of {@code text} is {@code lowerCase}, in any case. */
  static boolean equals(String text, String lowerCase) {
    return text.equals(lowerCase) || equals(text, 0, lowerCase);
  }

  /** Whether {@code text} ends with {@code lowerCase}, in any case. */
  static boolean endsWith(String text, String lowerCase) {
    int from = text.length() - lowerCase.length();
    return from >= 0 && equals(text, from, lowerCase);
  }

  /**
   * The hash code of the lower-case form of a host name from a position to its end. Of any other
   * text it is some number.
   */
  static int hash(String host, int from) {
    int hash = 0;
    for (int i = from; i < host.length(); i++) {
      hash = 31 * hash + hashed(host.charAt(i));
    }
    return hash;
  }

  /** A character of a host name in lower case: all but the upper case letters have this bit. */
  static int hashed(char c) {
    return c | 0x20;
  }

  static boolean hasUpper(String text) {
    return firstUpperCase(text) >= 0;
  }

  private static int firstUpperCase(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUpperCase(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static String lowerCaseFrom(int first, char[] chars) {
    for (int i = first; i < chars.length; i++) {
      chars[i] = lower(chars[i]);
    }
    return new String(chars);
  }

  private static boolean isUpperCase(char c) {
    return (char) (c - 'A') <= 'Z' - 'A';
  }
}
