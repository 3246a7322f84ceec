package dev.cloudrunauth.audience;

import dev.cloudrunauth.text.Printable;

/**
 * Says why a configured text is no origin, no wildcard or no host, and what to write instead. What
 * is wrong is a clause that reads on after the offending text: {@code "http://orders": an audience
 * must start with https://, …}.
 */
public final class InvalidOriginException extends Exception {
  private final String what;
  private final String toDo;

  InvalidOriginException(String what, String toDo) {
    this.what = Printable.line(what);
    this.toDo = Printable.line(toDo);
  }

  /** What is wrong, without a full stop. */
  public String what() {
    return what;
  }

  /** What to do about it, without a full stop. */
  public String toDo() {
    return toDo;
  }

  /** Both in one line: never {@code null}. */
  @Override
  public String getMessage() {
    return what + ". " + toDo;
  }
}
