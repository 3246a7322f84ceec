package dev.cloudrunauth.local.metadata;

import dev.cloudrunauth.local.http.Response;
import java.time.Duration;

/** One way in which the metadata server fails to answer as it should. Immutable. */
public sealed interface Fault {

  /** Answers with this status, such as 503, and a line of text. */
  static Fault status(int status) {
    return answer(Response.text(status, "the stand-in was told to answer " + status + "\n"));
  }

  /** Answers 200 with this text instead of a token. */
  static Fault body(String text) {
    return answer(Response.text(200, text));
  }

  /** Answers with exactly this, for a {@code Retry-After} or a page of HTML. */
  static Fault answer(Response answer) {
    return new Answer(answer);
  }

  /** Gives the proper answer, but later. */
  static Fault delay(Duration delay) {
    return new Delay(delay);
  }

  /** Never answers; the connection stays open until the stand-in is closed. */
  static Fault hang() {
    return new Hang();
  }

  /** Closes the connection without an answer. */
  static Fault disconnect() {
    return new Disconnect();
  }

  /** See {@link Fault#answer}. */
  record Answer(Response answer) implements Fault {}

  /** See {@link Fault#delay}. */
  record Delay(Duration delay) implements Fault {}

  /** See {@link Fault#hang}. */
  record Hang() implements Fault {}

  /** See {@link Fault#disconnect}. */
  record Disconnect() implements Fault {}
}
