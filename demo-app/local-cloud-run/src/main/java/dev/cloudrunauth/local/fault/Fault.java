package dev.cloudrunauth.local.fault;

import dev.cloudrunauth.local.http.Exchange;
import dev.cloudrunauth.local.http.Response;
import java.time.Duration;
import java.util.function.Function;

/**
 * One way in which a server fails to answer as it should. Its text is how a script names it.
 * Immutable.
 */
public sealed interface Fault {

  /**
   * Lets an exchange go wrong.
   *
   * @param exchange what to answer, or not
   * @param proper makes the proper answer, or one with a token that is odd
   */
  void play(Exchange exchange, Function<Minting, Response> proper);

  /** Answers with this status, such as 503, and a line of text. */
  static Fault status(int status) {
    return answer(Response.text(status, "the stand-in was told to answer " + status + "\n"));
  }

  /** Answers with this status and {@code Retry-After}, in whole seconds. */
  static Fault status(int status, Duration retryAfter) {
    return answer(
        ((Answer) status(status))
            .answer()
            .with("Retry-After", String.valueOf(retryAfter.toSeconds())));
  }

  /** Answers 200 with this text instead of a token. */
  static Fault body(String text) {
    return answer(Response.text(200, text));
  }

  /** Answers with exactly this, for a {@code Retry-After} or a page of HTML. */
  static Fault answer(Response answer) {
    return new Answer(answer);
  }

  /** Answers 200 with this instead of a token. */
  static Fault garbage(Garbage garbage) {
    return new OddToken(Minting.garbled(garbage));
  }

  /** Issues a token that lives only so long. */
  static Fault lifetime(Duration lifetime) {
    return new OddToken(Minting.living(lifetime));
  }

  /** Gives out the token of last time, whatever its age. */
  static Fault sameToken() {
    return new OddToken(Minting.sameAgain());
  }

  /** Issues a token, and dates the answer, by a clock that is ahead, or behind if negative. */
  static Fault clock(Duration offset) {
    return new OddToken(Minting.ahead(offset));
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

  /** Breaks the connection in the middle of the answer's body. */
  static Fault reset() {
    return new Reset();
  }

  /**
   * Closes the server's port, and every connection to it. No request can be met by it: it lasts for
   * a time, or until recovery.
   */
  static Fault refused() {
    return new Refused();
  }

  /** Fails in no way, so that a script can say when. */
  static Fault none() {
    return new None();
  }

  /** See {@link Fault#answer}. */
  record Answer(Response answer) implements Fault {

    @Override
    public void play(Exchange exchange, Function<Minting, Response> proper) {
      exchange.answer(answer);
    }

    @Override
    public String toString() {
      var retryAfter = answer.headers().first("Retry-After").map(value -> " retry-after=" + value);
      return answer.status() + retryAfter.orElse("");
    }
  }

  /**
   * See {@link Fault#lifetime}, {@link Fault#sameToken}, {@link Fault#clock}, {@link
   * Fault#garbage}.
   */
  record OddToken(Minting minting) implements Fault {

    @Override
    public void play(Exchange exchange, Function<Minting, Response> proper) {
      exchange
          .ahead(minting.offset())
          .answer(
              minting
                  .garbage()
                  .flatMap(Garbage::wholeAnswer)
                  .orElseGet(() -> proper.apply(minting)));
    }

    @Override
    public String toString() {
      return minting.toString();
    }
  }

  /** See {@link Fault#delay}. */
  record Delay(Duration delay) implements Fault {

    @Override
    public void play(Exchange exchange, Function<Minting, Response> proper) {
      exchange.later(delay, () -> exchange.answer(proper.apply(Minting.PROPER)));
    }

    @Override
    public String toString() {
      return "delay " + Times.text(delay);
    }
  }

  /** See {@link Fault#hang}. */
  record Hang() implements Fault {

    @Override
    public void play(Exchange exchange, Function<Minting, Response> proper) {
      exchange.hang();
    }

    @Override
    public String toString() {
      return "hang";
    }
  }

  /** See {@link Fault#disconnect}. */
  record Disconnect() implements Fault {

    @Override
    public void play(Exchange exchange, Function<Minting, Response> proper) {
      exchange.disconnect();
    }

    @Override
    public String toString() {
      return "disconnect";
    }
  }

  /** See {@link Fault#reset}. */
  record Reset() implements Fault {

    @Override
    public void play(Exchange exchange, Function<Minting, Response> proper) {
      exchange.breakOff(proper.apply(Minting.PROPER));
    }

    @Override
    public String toString() {
      return "reset";
    }
  }

  /** See {@link Fault#refused}. */
  record Refused() implements Fault {

    /** Some come in at a port that other servers share, or just before this one's is closed. */
    @Override
    public void play(Exchange exchange, Function<Minting, Response> proper) {
      exchange.disconnect();
    }

    @Override
    public String toString() {
      return "refused";
    }
  }

  /** See {@link Fault#none}. */
  record None() implements Fault {

    @Override
    public void play(Exchange exchange, Function<Minting, Response> proper) {
      exchange.answer(proper.apply(Minting.PROPER));
    }

    @Override
    public String toString() {
      return "ok";
    }
  }
}
