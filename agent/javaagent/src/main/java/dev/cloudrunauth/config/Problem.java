package dev.cloudrunauth.config;

import dev.cloudrunauth.text.Printable;

/** One thing that is wrong with the configuration. Immutable. */
public final class Problem {
  private final Place place;
  private final String what;
  private final String toDo;

  Problem(Place place, String what, String toDo) {
    this.place = place;
    this.what = Printable.line(what);
    this.toDo = Printable.line(toDo);
  }

  /** Where it is. */
  public Place place() {
    return place;
  }

  /** What it is; no full stop at the end. */
  public String what() {
    return what;
  }

  /** What to do about it: a sentence, without its full stop. */
  public String toDo() {
    return toDo;
  }

  /** Both in one line. */
  public String message() {
    return what + ". " + toDo;
  }

  /** The line that users read: {@code PLACE: MESSAGE}. */
  @Override
  public String toString() {
    return place + ": " + message();
  }
}
