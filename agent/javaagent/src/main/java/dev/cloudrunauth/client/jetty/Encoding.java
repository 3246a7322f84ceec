package dev.cloudrunauth.client.jetty;

import dev.cloudrunauth.instrumentation.Pending;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The headers of HTTP/2 that a thread is encoding, for a request with a token.
 *
 * <p>The token is encoded by the agent itself: the client's encoder would log it, and keep it in
 * its table.
 */
final class Encoding {

  /** Those that are to be encoded, with what is added to them. */
  static final Pending<Field> PENDING = new Pending<>();

  private static final ThreadLocal<@Nullable Encoding> OF_THREAD = new ThreadLocal<>();

  /** How many threads are encoding. */
  private static final AtomicInteger RUNNING = new AtomicInteger();

  private final @Nullable Field field;

  /** Whether the encoder is called back, to do itself what it has been about to do. */
  private boolean passesNext = true;

  private Encoding(@Nullable Field field) {
    this.field = field;
  }

  /** Whether any thread is encoding: no other touches its thread-local. */
  static boolean isAny() {
    return RUNNING.get() > 0;
  }

  /** What this thread is encoding, or {@code null}. */
  static @Nullable Encoding current() {
    return OF_THREAD.get();
  }

  /** What has something encoded; it throws what the encoder throws. */
  interface Step {
    void take() throws Throwable;
  }

  /**
   * Encodes something on this thread.
   *
   * @param field what the agent adds, or {@code null} for nothing
   */
  static void run(@Nullable Field field, Step step) throws Throwable {
    var outer = OF_THREAD.get();
    OF_THREAD.set(new Encoding(field));
    RUNNING.incrementAndGet();
    try {
      step.take();
    } finally {
      RUNNING.decrementAndGet();
      if (outer == null) {
        OF_THREAD.remove();
      } else {
        OF_THREAD.set(outer);
      }
    }
  }

  /** The encoder is about to be called back. */
  void passNext() {
    passesNext = true;
  }

  /**
   * Whether the encoder does itself what it is about to do: because it is called back, or because
   * none of the application's headers is left out.
   */
  boolean passes() {
    boolean passes = passesNext || field == null || field.removed.isEmpty();
    passesNext = false;
    return passes;
  }

  /** Whether a header of the application's is left out. */
  boolean leavesOut(String header) {
    return field != null && field.replaces(header);
  }

  /**
   * Encodes a header behind the others.
   *
   * @param buffer a buffer that is being filled
   * @return whether there was room for it
   */
  static boolean append(ByteBuffer buffer, Field field) {
    // From now on the debug log masks the value.
    var encoded = SentFields.of(field.name, field.value).encoded;
    if (buffer.remaining() < encoded.length) {
      return false;
    }
    buffer.put(encoded);
    return true;
  }
}
