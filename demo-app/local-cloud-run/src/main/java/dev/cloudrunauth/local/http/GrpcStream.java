package dev.cloudrunauth.local.http;

import dev.cloudrunauth.local.http.GrpcMethod.Messages;
import dev.cloudrunauth.local.http.GrpcMethod.Replies;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * A call over gRPC, as its protocol puts messages into an HTTP/2 stream: each with a byte that says
 * whether it is compressed, and its length in four. Messages are taken and sent as they come, in
 * both directions at once.
 */
final class GrpcStream implements Replies {

  private static final int PREFIX = 5;
  private static final byte UNCOMPRESSED = 0;

  private final Request from;
  private final Response to;
  private final Callback callback;
  private final Messages messages;
  private final HttpFields.Mutable trailers = HttpFields.build();
  private final OpenContent replies;
  private byte[] unread = new byte[0];
  private boolean begun;
  private boolean ended;

  private GrpcStream(
      Request from, Response to, Callback callback, Runnable disconnect, GrpcMethod method) {
    this.from = from;
    this.to = to;
    this.callback = callback;
    replies = new OpenContent(to, callback, disconnect);
    messages = method.begin(this);
  }

  /** Takes the messages of a request, whose answer has its status and headers. */
  static void open(
      Request from, Response to, Callback callback, Runnable disconnect, GrpcMethod method) {
    to.setTrailersSupplier(() -> null);
    new GrpcStream(from, to, callback, disconnect, method).read();
  }

  private void read() {
    while (true) {
      var chunk = from.read();
      if (chunk == null) {
        from.demand(this::read);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        // The caller has cancelled the call.
        callback.failed(chunk.getFailure());
        return;
      }
      boolean last = chunk.isLast();
      take(BufferUtil.toArray(chunk.getByteBuffer()));
      chunk.release();
      if (last) {
        messages.end();
        return;
      }
    }
  }

  private void take(byte[] bytes) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(unread);
    all.writeBytes(bytes);
    unread = all.toByteArray();
    while (unread.length >= PREFIX) {
      int end = PREFIX + ByteBuffer.wrap(unread).getInt(1);
      if (unread.length < end) {
        return;
      }
      byte[] message = Arrays.copyOfRange(unread, PREFIX, end);
      unread = Arrays.copyOfRange(unread, end, unread.length);
      messages.message(message);
    }
  }

  @Override
  public void message(byte[] message) {
    synchronized (this) {
      begun = true;
      to.setTrailersSupplier(() -> trailers);
    }
    replies.write(
        ByteBuffer.allocate(PREFIX + message.length)
            .put(UNCOMPRESSED)
            .putInt(message.length)
            .put(message)
            .flip());
  }

  @Override
  public void end(int status, String description) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      // A call without a reply has one block of headers only.
      var fields = begun ? trailers : to.getHeaders();
      fields.add("grpc-status", String.valueOf(status));
      if (!description.isEmpty()) {
        fields.add("grpc-message", description);
      }
    }
    replies.end();
  }
}
