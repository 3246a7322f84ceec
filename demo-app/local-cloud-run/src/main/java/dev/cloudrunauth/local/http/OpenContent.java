package dev.cloudrunauth.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * The content of an answer that is written bit by bit while the client reads it, as server-sent
 * events are. Threads may share it.
 */
public final class OpenContent {

  private final Response to;
  private final Callback callback;
  private final Runnable disconnect;
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
  private boolean writing;
  private boolean ended;
  private boolean over;

  OpenContent(Response to, Callback callback, Runnable disconnect) {
    this.to = to;
    this.callback = callback;
    this.disconnect = disconnect;
  }

  /** Sends this text in UTF-8; a client that has gone away does not get it. */
  public void write(String text) {
    write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  /** Sends these bytes. */
  void write(ByteBuffer bytes) {
    synchronized (this) {
      unsent.add(bytes);
    }
    send();
  }

  /** Ends it properly. */
  public void end() {
    synchronized (this) {
      ended = true;
    }
    send();
  }

  /** Closes the connection in the middle of it. */
  public void cut() {
    disconnect.run();
  }

  private void send() {
    ByteBuffer next;
    boolean last;
    synchronized (this) {
      if (writing || over || (unsent.isEmpty() && !ended)) {
        return;
      }
      writing = true;
      next = unsent.isEmpty() ? BufferUtil.EMPTY_BUFFER : unsent.remove();
      last = ended && unsent.isEmpty();
      over = last;
    }
    to.write(last, next, last ? callback : Callback.from(this::sent, this::failed));
  }

  private void sent() {
    synchronized (this) {
      writing = false;
    }
    send();
  }

  private void failed(Throwable failure) {
    synchronized (this) {
      over = true;
    }
    callback.failed(failure);
  }
}
