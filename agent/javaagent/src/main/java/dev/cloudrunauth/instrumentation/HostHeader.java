package dev.cloudrunauth.instrumentation;

import dev.cloudrunauth.audience.AsciiCase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Host} of a request, by which Google's front end chooses the service: where it names
 * another authority than the one that the client connects to, the token would reach another service
 * than the one that it is for.
 */
public final class HostHeader {

  /** Its name. */
  public static final String NAME = "Host";

  private static final int DEFAULT_PORT = 443;

  private HostHeader() {}

  /**
   * The host that a request names.
   *
   * @param values its {@code Host} headers
   * @return the first of them without its port, or {@code null} if there is none
   */
  public static @Nullable String host(List<String> values) {
    if (values.isEmpty()) {
      return null;
    }
    var authority = values.get(0);
    int port = authority.lastIndexOf(':');
    return port < 0 ? authority : authority.substring(0, port);
  }

  /**
   * Whether a request names its own target, or leaves that to its client.
   *
   * @param values what the application has set as {@code Host}, if anything
   * @param host the host of the hop's target
   * @param port its port, or -1 for that of https
   */
  static boolean namesTarget(@Nullable List<String> values, String host, int port) {
    if (values == null) {
      return true;
    }
    for (int i = 0; i < values.size(); i++) {
      if (!isAuthority(values.get(i), host, port)) {
        return false;
      }
    }
    return true;
  }

  /** Not equalsIgnoreCase, for which more letters than A to Z have two cases. */
  private static boolean isAuthority(String value, String host, int port) {
    boolean isDefault = port == -1 || port == DEFAULT_PORT;
    // Nearly always; comparing character by character takes several times as long.
    if (isDefault && value.equals(host)) {
      return true;
    }
    int length = host.length();
    if (value.length() < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (AsciiCase.lower(value.charAt(i)) != AsciiCase.lower(host.charAt(i))) {
        return false;
      }
    }
    if (value.length() == length) {
      return isDefault;
    }
    return value.charAt(length) == ':'
        && isNumber(value, length + 1, isDefault ? DEFAULT_PORT : port);
  }

  /** Whether a text ends with a number alone, as it is usually written. */
  private static boolean isNumber(String text, int start, int number) {
    int at = text.length() - 1;
    int rest = number;
    for (; at >= start && rest > 0 && text.charAt(at) == '0' + rest % 10; at--) {
      rest /= 10;
    }
    return rest == 0 && at == start - 1 && start < text.length();
  }
}
