package dev.cloudrunauth.audience;

import org.jspecify.annotations.Nullable;

/** An exact origin and where its requests go. */
final class OriginRule extends AudienceRule {
  final Origin origin;
  final Destination destination;

  /** Whether the forms with a traffic tag are meant too. */
  final boolean tagged;

  OriginRule(Origin origin, Destination destination, boolean tagged) {
    super(origin.host(), origin.port());
    this.origin = origin;
    this.destination = destination;
    this.tagged = tagged && origin.host().endsWith(TrafficTag.DOMAIN);
  }

  @Override
  public AudienceRule orForUsers() {
    return tagged && origin.port() == OriginText.DEFAULT_PORT
        ? new OriginRule(
            origin,
            new Destination(destination.audience().orForUsers(), destination.onFailure()),
            true)
        : this;
  }

  @Override
  public String pattern() {
    return origin.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof OriginRule)) {
      return false;
    }
    OriginRule that = (OriginRule) other;
    return tagged == that.tagged
        && origin.equals(that.origin)
        && destination.equals(that.destination);
  }

  @Override
  public int hashCode() {
    return 31 * origin.hashCode() + destination.hashCode();
  }

  @Override
  public String toString() {
    String pattern = pattern();
    String shown = destination.toString();
    return shown.startsWith(pattern) ? shown : pattern + " with audience " + shown;
  }
}
