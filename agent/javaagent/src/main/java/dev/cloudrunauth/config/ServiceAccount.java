package dev.cloudrunauth.config;

import org.jspecify.annotations.Nullable;

/** The form of a service account's e-mail address. */
final class ServiceAccount {
  private ServiceAccount() {}

  /** The address, or {@code null} when there is a problem. */
  static @Nullable String check(Given account, Problems problems) {
    if (isAddress(account.text)) {
      return account.text;
    }
    problems.add(
        account.place,
        "impersonate cannot be " + Quoted.of(account.text),
        "Write the e-mail address of a service account, NAME@PROJECT.iam.gserviceaccount.com");
    return null;
  }

  /** The address becomes part of a URL, so nothing else may be in it. */
  private static boolean isAddress(String text) {
    int at = text.indexOf('@');
    if (at < 1 || at != text.lastIndexOf('@') || text.startsWith(".", at + 1)) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && c != '-' && c != '.' && c != '@') {
        return false;
      }
    }
    return text.endsWith(".gserviceaccount.com");
  }
}
