package dev.cloudrunauth.client.netty;

import java.lang.invoke.MethodHandle;

/** The buffers of one copy of Netty. Immutable. */
final class Buffers {

  private final MethodHandle retain;
  private final MethodHandle release;
  private final MethodHandle allocator;
  private final MethodHandle newBuffer;
  private final MethodHandle readableBytes;
  private final MethodHandle readerIndex;
  private final MethodHandle writerIndex;
  private final MethodHandle writeBytes;
  private final MethodHandle writeArray;

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
    writeArray = Types.handle(buffer.getMethod("writeBytes", byte[].class));
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
   * @param header the line of the header, with its end
   */
  Object withHeader(Object head, int endOfLine, byte[] header) throws Throwable {
    int length = (int) readableBytes.invokeExact(head);
    int start = (int) readerIndex.invokeExact(head);
    Object copy =
        (Object)
            newBuffer.invokeExact((Object) allocator.invokeExact(head), length + header.length);
    copy(copy, head, start, endOfLine - start);
    var unused = (Object) writeArray.invokeExact(copy, (Object) header);
    copy(copy, head, endOfLine, length - (endOfLine - start));
    return copy;
  }

  private void copy(Object to, Object from, int start, int length) throws Throwable {
    var unused = (Object) writeBytes.invokeExact(to, from, start, length);
  }
}
