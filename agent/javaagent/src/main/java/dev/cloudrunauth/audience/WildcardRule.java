package dev.cloudrunauth.audience;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A wildcard: each origin that it means is its own audience. */
final class WildcardRule extends AudienceRule {
  static final int MIN_LABELS_AFTER_WILDCARD = 2;

  private final @Nullable String impersonate;
  private final OnFailure onFailure;

  /**
   * Creates a rule.
   *
   * @param suffix what follows the {@code *}; starts with a dot or with a hyphen
   */
  private WildcardRule(String suffix, int port, @Nullable String impersonate, OnFailure onFailure) {
    super(suffix, port);
    this.impersonate = impersonate;
    this.onFailure = onFailure;
  }

  static WildcardRule of(String text, @Nullable String impersonate, OnFailure onFailure)
      throws InvalidOriginException {
    OriginText parts = OriginText.parse(text);
    if (parts.host.lastIndexOf('*') != 0) {
      throw new InvalidOriginException(
          "the * must be the first character of the host, and the only one of its kind",
          "Write https://*.HOST");
    }
    String rest = parts.host.substring(1);
    if (!rest.startsWith(".") && !rest.startsWith("-")) {
      throw new InvalidOriginException(
          "the * must be followed by a dot or a hyphen, or it would match foreign names",
          "Write https://*.HOST or https://*-HOST");
    }
    // Any first label will do to have the others checked and translated.
    String host = HostName.parse("x" + rest);
    if (HostName.endsInNumber(host)) {
      throw new InvalidOriginException("an IP address cannot have a wildcard", "Write the address");
    }
    if (labelsAfterFirst(host) < MIN_LABELS_AFTER_WILDCARD) {
      throw new InvalidOriginException(
          "at least two labels must follow the label with the *",
          "Write them, as in https://*.run.app");
    }
    return new WildcardRule(host.substring(1), parts.port, impersonate, onFailure);
  }

  /**
   * Where requests to a host go.
   *
   * @param host a canonical host name that it means, without traffic tag
   */
  Destination destination(String host) {
    return new Destination(new Audience(OriginText.of(host, port), impersonate), onFailure);
  }

  @Override
  public String pattern() {
    return OriginText.of("*".concat(hostEnd), port);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof WildcardRule)) {
      return false;
    }
    WildcardRule that = (WildcardRule) other;
    return port == that.port
        && onFailure == that.onFailure
        && hostEnd.equals(that.hostEnd)
        && Objects.equals(impersonate, that.impersonate);
  }

  @Override
  public int hashCode() {
    return 31 * hostEnd.hashCode() + port;
  }

  @Override
  public String toString() {
    return impersonate == null ? pattern() : pattern() + " as " + impersonate;
  }

  private static int labelsAfterFirst(String host) {
    int dots = 0;
    for (int i = 0; i < host.length(); i++) {
      if (host.charAt(i) == '.') {
        dots++;
      }
    }
    return dots;
  }
}
