package dev.cloudrunauth.credentials;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * When the current try to get a token has to end. Every step that can block takes its time from it:
 * name resolution, connections, TLS, writes and reads, of all the requests that the try consists
 * of.
 *
 * <p>It is bound to the thread: Google's library calls our transports on the thread that asks it
 * for a token, and has no parameter to hand a deadline on.
 *
 * <p>One thread works by it; another may {@linkplain #end end} it.
 */
final class Deadline {

  /** The limit of a try where nothing else is said, in milliseconds. */
  static final long STANDARD_MILLIS = 4_000;

  /** How long a connection may take at that limit; with more time, it may take more. */
  private static final long CONNECT_MILLIS = 1_000;

  private static final ThreadLocal<@Nullable Deadline> CURRENT = new ThreadLocal<>();

  private final long limitMillis;
  private final long endNanos;
  private volatile @Nullable String step;
  private volatile @Nullable Closeable connection;
  private volatile boolean ended;

  private Deadline(long limitMillis) {
    this.limitMillis = limitMillis;
    this.endNanos = System.nanoTime() + limitMillis * 1_000_000;
  }

  /** A deadline that many milliseconds from now. */
  static Deadline in(long limitMillis) {
    return new Deadline(Math.min(Math.max(limitMillis, 0), Integer.MAX_VALUE));
  }

  /** The one of this thread; where there is none, the standard limit begins now. */
  static Deadline current() {
    var current = CURRENT.get();
    return current == null ? in(STANDARD_MILLIS) : current;
  }

  /** Does work on this thread that has to be done by this deadline. */
  <T> T bind(Callable<T> work) throws Exception {
    var before = CURRENT.get();
    CURRENT.set(this);
    try {
      return work.call();
    } finally {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
  }

  /**
   * How much time is left, in milliseconds: one at least.
   *
   * @throws SocketTimeoutException if none is left
   */
  int leftMillis() throws SocketTimeoutException {
    if (isOver()) {
      throw new SocketTimeoutException("no time is left");
    }
    return Math.max(1, (int) ((endNanos - System.nanoTime()) / 1_000_000));
  }

  /** Whether no time is left. */
  boolean isOver() {
    return ended || endNanos - System.nanoTime() < 1_000_000;
  }

  /**
   * How long the next connection may take, in milliseconds: a part of the whole, so that time is
   * left for another proxy.
   *
   * @throws SocketTimeoutException if no time is left
   */
  int connectMillis() throws SocketTimeoutException {
    return (int) Math.min(leftMillis(), Math.max(CONNECT_MILLIS, limitMillis / 4));
  }

  /**
   * Notes what begins now, which may not heed the deadline.
   *
   * @param failure what to report if it does not end, or {@code null} if there is nothing special
   */
  void begin(@Nullable String failure) {
    step = failure;
  }

  /** What to report of a step that has not ended. */
  String failure() {
    var current = step;
    return current == null ? "there is no token after " + limitMillis + " ms" : current;
  }

  /** Notes the connection in use: it is closed if the deadline is ended. */
  void uses(Closeable opened) throws IOException {
    connection = opened;
    if (ended) {
      opened.close();
    }
  }

  /** Ends it now. A server that does not read what is written to it holds nobody any longer. */
  void end() {
    ended = true;
    var opened = connection;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException closedAnyhow) {
        // Its thread is the one to fail.
      }
    }
  }
}
