package dev.cloudrunauth.local.http;

import java.io.EOFException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.Callback;

/**
 * A request, and what can be done about it. Nobody has to do anything: then the client waits until
 * the stand-in is closed, and no thread waits with it.
 */
public final class Exchange {

  private final Request request;
  private final org.eclipse.jetty.server.Request from;
  private final org.eclipse.jetty.server.Response to;
  private final Callback callback;

  Exchange(
      Request request,
      org.eclipse.jetty.server.Request from,
      org.eclipse.jetty.server.Response to,
      Callback callback) {
    this.request = request;
    this.from = from;
    this.to = to;
    this.callback = callback;
  }

  /** Returns the request. */
  public Request request() {
    return request;
  }

  /** Sends the answer. */
  public void answer(Response answer) {
    Wire.write(answer, to, callback);
  }

  /** Runs this later, on another thread, to answer then. */
  public void later(Duration delay, Runnable work) {
    from.getComponents().getScheduler().schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Closes the connection without an answer. */
  public void disconnect() {
    from.getConnectionMetaData().getConnection().getEndPoint().close();
    callback.failed(new EOFException("as the script says"));
  }
}
