package dev.cloudrunauth.token;

/** Time, as the engine sees it. Tests bring their own. Any thread may ask. */
public interface Ticker {

  /** The time of day that tokens expire by, in milliseconds since the epoch. It may jump. */
  long wallMillis();

  /** The time that waits are measured by, in milliseconds since some moment. It does not jump. */
  long steadyMillis();

  /** The machine's own clocks. */
  static Ticker system() {
    return new Ticker() {
      @Override
      public long wallMillis() {
        return System.currentTimeMillis();
      }

      @Override
      public long steadyMillis() {
        return System.nanoTime() / 1_000_000;
      }
    };
  }
}
