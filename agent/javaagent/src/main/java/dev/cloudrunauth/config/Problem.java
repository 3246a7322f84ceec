package dev.cloudrunauth.config;

/** One thing that is wrong with the configuration. Immutable. */
public final class Problem {
  private final Place place;
  private final String message;

  Problem(Place place, String message) {
    this.place = place;
    this.message = message;
  }

  /** Where it is. */
  public Place place() {
    return place;
  }

  /** What it is, and what to do about it. */
  public String message() {
    return message;
  }

  /** The line that users read: {@code PLACE: MESSAGE}. */
  @Override
  public String toString() {
    return place + ": " + message;
  }
}
