package dev.cloudrunauth.client.netty;

import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The buffers of one copy of Netty. Immutable. */
final class Buffers {

  private static final int SEPARATORS = ": \r\n".length();

  private final MethodHandle retain;
  private final MethodHandle release;
  private final MethodHandle allocator;
  private final MethodHandle newBuffer;
  private final MethodHandle readableBytes;
  private final MethodHandle readerIndex;
  private final MethodHandle writerIndex;
  private final MethodHandle writeBytes;
  private final MethodHandle writeText;

  Buffers(Types types) throws ReflectiveOperationException {
    var buffer = types.type("buffer.ByteBuf");
    var allocatorType = types.type("buffer.ByteBufAllocator");
    retain = Types.handle(buffer.getMethod("retain"));
    release = Types.handle(buffer.getMethod("release"));
    allocator = Types.handle(buffer.getMethod("alloc"));
    newBuffer = Types.handle(allocatorType.getMethod("buffer", int.class));
    readableBytes = Types.handle(buffer.getMethod("readableBytes"));
    readerIndex = Types.handle(buffer.getMethod("readerIndex"));
    writerIndex = Types.handle(buffer.getMethod("writerIndex"));
    writeBytes = Types.handle(buffer.getMethod("writeBytes", buffer, int.class, int.class));
    writeText =
        Types.handle(buffer.getMethod("writeCharSequence", CharSequence.class, Charset.class));
  }

  void retain(Object buffer) throws Throwable {
    var unused = (Object) retain.invokeExact(buffer);
  }

  void release(Object buffer) throws Throwable {
    boolean unused = (boolean) release.invokeExact(buffer);
  }

  boolean isEmpty(Object buffer) throws Throwable {
    return (int) readableBytes.invokeExact(buffer) == 0;
  }

  /** Where the next byte is written. */
  int end(Object buffer) throws Throwable {
    return (int) writerIndex.invokeExact(buffer);
  }

  /**
   * A copy of the head of a request, with one more header.
   *
   * @param head the head, and what stands behind it
   * @param endOfLine where its first line ends
   */
  Object withHeader(Object head, int endOfLine, String name, String value) throws Throwable {
    int length = (int) readableBytes.invokeExact(head);
    int start = (int) readerIndex.invokeExact(head);
    Object copy =
        (Object)
            newBuffer.invokeExact(
                (Object) allocator.invokeExact(head),
                length + name.length() + value.length() + SEPARATORS);
    copy(copy, head, start, endOfLine - start);
    write(copy, name);
    write(copy, ": ");
    write(copy, value);
    write(copy, "\r\n");
    copy(copy, head, endOfLine, length - (endOfLine - start));
    return copy;
  }

  private void copy(Object to, Object from, int start, int length) throws Throwable {
    var unused = (Object) writeBytes.invokeExact(to, from, start, length);
  }

  private void write(Object to, String text) throws Throwable {
    int unused = (int) writeText.invokeExact(to, (CharSequence) text, StandardCharsets.US_ASCII);
  }
}
