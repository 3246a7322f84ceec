package dev.cloudrunauth.config;

import dev.cloudrunauth.text.Printable;

/** An error in the configuration. Immutable. */
public final class Problem {
  private final Place place;
  private final String what;
  private final String toDo;

  Problem(Place place, String what, String toDo) {
    this.place = place;
    this.what = Printable.line(what);
    this.toDo = Printable.line(toDo);
  }

  /** The place of the error. */
  public Place place() {
    return place;
  }

  /** The description, without a full stop at the end. */
  public String what() {
    return what;
  }

  /** What to do about it: a sentence, without a full stop at the end. */
  public String toDo() {
    return toDo;
  }

  /** The description and what to do, in one line. */
  public String message() {
    return what + ". " + toDo;
  }

  /** The line that users read: {@code PLACE: MESSAGE}. */
  @Override
  public String toString() {
    return place + ": " + message();
  }
}
