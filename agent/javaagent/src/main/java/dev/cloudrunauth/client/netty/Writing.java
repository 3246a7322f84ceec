package dev.cloudrunauth.client.netty;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The request that a thread is encoding. From the codec down to TLS all happens on one thread in
 * one call, and so the token is put into what is written without anything between the two seeing
 * it.
 *
 * <p>A thread that encodes none for us touches no thread-local as long as no other does.
 */
final class Writing {

  private static final ThreadLocal<@Nullable Place> OF_THREAD = new ThreadLocal<>();
  private static volatile boolean isUsed;

  /** Where a thread keeps it, and one that it has done with, for its next request. */
  private static final class Place {
    @Nullable Writing current;
    @Nullable Writing spare;
  }

  private final Place place;
  private @Nullable NettyHop hop;
  private @Nullable Object context;
  private @Nullable Writing outer;
  private @Nullable Object head;
  private int endOfLine;
  private boolean isFrame;
  private boolean isWritten;

  private Writing(Place place) {
    this.place = place;
  }

  /**
   * This thread is about to encode a request.
   *
   * @param context what tells the end of it from that of another
   */
  static void begin(NettyHop hop, Object context) {
    var place = OF_THREAD.get();
    if (place == null) {
      place = new Place();
      OF_THREAD.set(place);
      isUsed = true;
    }
    var writing = place.spare == null ? new Writing(place) : place.spare;
    place.spare = null;
    writing.hop = hop;
    writing.context = context;
    writing.outer = place.current;
    place.current = writing;
  }

  /** What this thread is encoding, or {@code null}. */
  static @Nullable Writing current() {
    var place = isUsed ? OF_THREAD.get() : null;
    return place == null ? null : place.current;
  }

  NettyHop hop() {
    return Objects.requireNonNull(hop, "the request has been written");
  }

  boolean isOf(@Nullable Object context) {
    return this.context == context;
  }

  /** Whether it is one of Armeria's, which has been decided, to a channel of HTTP/1.1. */
  boolean isOfArmeria(Object channel) {
    return hop instanceof ArmeriaHop && hop.channel == channel;
  }

  boolean isWritten() {
    return isWritten;
  }

  /** Ends what {@link #begin} has begun. Nothing refers to the request any more. */
  void end() throws Throwable {
    var buffers = hop().netty.buffers;
    var kept = head;
    place.current = outer;
    hop = null;
    context = null;
    outer = null;
    head = null;
    isFrame = false;
    isWritten = false;
    place.spare = this;
    if (kept != null) {
      buffers.release(kept);
    }
  }

  /**
   * The first line of a head is written. The buffer is kept until this ends, because a pooled one
   * could otherwise come back with another content.
   */
  void firstLineIn(Object buffer) throws Throwable {
    if (head == null) {
      var buffers = hop().netty.buffers;
      endOfLine = buffers.end(buffer);
      buffers.retain(buffer);
      head = buffer;
    }
  }

  /**
   * What TLS encrypts.
   *
   * @param buffer what it has been given
   * @return the same, or a copy of the head with the token
   */
  Object encrypted(Object buffer) throws Throwable {
    var value = hop().token();
    if (buffer != head || isWritten || value == null) {
      return buffer;
    }
    var buffers = hop().netty.buffers;
    var line = hop().connection.line(hop().tokenName(), value);
    var copy = buffers.withHeader(buffer, endOfLine, line);
    buffers.release(buffer);
    isWritten = true;
    return copy;
  }

  /** The connection of the request writes a frame with headers. */
  void frame() {
    isFrame = true;
  }

  /** That frame is written. */
  void endFrame() {
    isFrame = false;
  }

  /** Whether a connection writes the frame that has the token. */
  boolean isFrameWithToken(Object context) throws Throwable {
    return isFrame && isWritten && hop().isOnConnection(context);
  }

  /** The header that is to be added to a frame, only once. */
  boolean takeFrame() {
    boolean isTaken = isFrame && !isWritten;
    isWritten |= isTaken;
    return isTaken;
  }
}
