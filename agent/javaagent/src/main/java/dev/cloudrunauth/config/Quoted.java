package dev.cloudrunauth.config;

import dev.cloudrunauth.text.Printable;

/** A value in a message: in quotes, on one line, of limited length, without a password. */
final class Quoted {
  private static final int MAX_LENGTH = 100;

  private Quoted() {}

  static String of(String value) {
    return '"' + Printable.text(withoutUserInfo(value), MAX_LENGTH) + '"';
  }

  private static String withoutUserInfo(String value) {
    int scheme = value.indexOf("://");
    int at = value.lastIndexOf('@');
    return scheme >= 0 && at > scheme
        ? value.substring(0, scheme + 3) + "…" + value.substring(at)
        : value;
  }
}
