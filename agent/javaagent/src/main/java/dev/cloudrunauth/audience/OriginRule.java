package dev.cloudrunauth.audience;

import org.jspecify.annotations.Nullable;

/** An exact origin and the audience of its tokens. */
final class OriginRule extends AudienceRule {
  final Origin origin;
  final Audience audience;

  /** Whether the forms with a traffic tag are meant too. */
  final boolean tagged;

  OriginRule(Origin origin, Audience audience, boolean tagged) {
    this.origin = origin;
    this.audience = audience;
    this.tagged = tagged && origin.host().endsWith(TrafficTag.DOMAIN);
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
    return tagged == that.tagged && origin.equals(that.origin) && audience.equals(that.audience);
  }

  @Override
  public int hashCode() {
    return 31 * origin.hashCode() + audience.hashCode();
  }

  @Override
  public String toString() {
    String pattern = pattern();
    String shown = audience.toString();
    return shown.startsWith(pattern) ? shown : pattern + " with audience " + shown;
  }
}
