package dev.cloudrunauth.config;

/**
 * A key, the value that is in effect, and where that comes from: a line of the start report.
 * Immutable.
 */
public final class Setting {
  private final Key key;
  private final String value;
  private final Place place;

  Setting(Key key, String value, Place place) {
    this.key = key;
    this.value = value;
    this.place = place;
  }

  /** The key. {@link Key#AUDIENCES} occurs once for each audience. */
  public Key key() {
    return key;
  }

  /** The value as it was written, or the default; an audience in its normalized form. */
  public String value() {
    return value;
  }

  /** Where the value comes from. */
  public Place place() {
    return place;
  }

  /** The line that users read: {@code header: auto (default)}. */
  @Override
  public String toString() {
    return key.text() + ": " + value + " (" + place + ")";
  }
}
