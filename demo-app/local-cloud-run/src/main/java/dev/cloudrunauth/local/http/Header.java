package dev.cloudrunauth.local.http;

import java.util.Locale;
import java.util.Set;

/**
 * One header line, its name spelled as it was received. Immutable.
 *
 * @param name the name; HTTP compares names without regard to case, and HTTP/2 sends lower case
 * @param value the value, which for some names is a secret that {@link #toString} hides
 */
public record Header(String name, String value) {

  private static final Set<String> SECRET =
      Set.of(
          "authorization",
          "x-serverless-authorization",
          "proxy-authorization",
          "cookie",
          "set-cookie");

  /** Tells whether this line has that name, in whatever case. */
  public boolean is(String otherName) {
    return name.equalsIgnoreCase(otherName);
  }

  @Override
  public String toString() {
    return name + ": " + (SECRET.contains(name.toLowerCase(Locale.ROOT)) ? "(hidden)" : value);
  }
}
