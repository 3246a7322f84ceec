package dev.cloudrunauth.token;

/**
 * A time in which the source is left alone, longer after each flight in a row that brought nothing.
 * One thread at a time may begin and end it, any may ask. All times are steady milliseconds.
 */
final class Rest {

  private volatile long untilMillis = Long.MIN_VALUE;
  private int flights;

  boolean isOver(long nowMillis) {
    return nowMillis >= untilMillis;
  }

  /** How many flights in a row brought nothing. */
  int flights() {
    return flights;
  }

  /** Another flight brought nothing; the source may have asked to be left alone for longer. */
  void lengthen(long nowMillis, BackOff backOff, long atLeastMillis) {
    untilMillis = nowMillis + backOff.millis(++flights, atLeastMillis);
  }

  /** A flight brought something: this rest is as long as it is, the next one is short again. */
  void restart(long nowMillis, long millis) {
    flights = 0;
    untilMillis = nowMillis + millis;
  }
}
