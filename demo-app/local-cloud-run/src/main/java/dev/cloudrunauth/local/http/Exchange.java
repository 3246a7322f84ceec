package dev.cloudrunauth.local.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/** A request, and what can be done about it. Exactly one of these things is to be done. */
public final class Exchange {

  private final Request request;
  private final org.eclipse.jetty.server.Request from;
  private final org.eclipse.jetty.server.Response to;
  private final Callback callback;
  private final UnaryOperator<Response> dress;
  private final Runnable over;
  private final Clock clock;

  Exchange(
      Request request,
      org.eclipse.jetty.server.Request from,
      org.eclipse.jetty.server.Response to,
      Callback callback,
      UnaryOperator<Response> dress,
      Runnable over,
      Clock clock) {
    this.request = request;
    this.from = from;
    this.to = to;
    this.callback = callback;
    this.dress = dress;
    this.over = over;
    this.clock = clock;
  }

  /** Returns the request. */
  public Request request() {
    return request;
  }

  /**
   * Returns the same exchange for a server that puts something on all of its answers, and wants to
   * know when it is over: once the answer is out, or at once if there will be none.
   */
  public Exchange with(UnaryOperator<Response> newDress, Runnable newOver) {
    return new Exchange(
        request, from, to, Callback.from(callback, newOver), newDress, newOver, clock);
  }

  /** Returns the same exchange for a server whose clock is that far ahead. */
  public Exchange ahead(Duration offset) {
    return new Exchange(request, from, to, callback, dress, over, Clock.offset(clock, offset));
  }

  /** Tells whether nobody has sent this request: it is what this side has pushed. */
  public boolean isPushed() {
    return Pushes.isPushed(from);
  }

  /** Sends the answer, or does what it stands for. */
  public void answer(Response answer) {
    if (answer.isNone()) {
      disconnect();
    } else if (answer.isWebSocket()) {
      EchoSocket.open(from, to, callback);
    } else if (answer.grpc().isPresent()) {
      Wire.start(complete(answer), to);
      GrpcStream.open(from, to, callback, this::disconnect, answer.grpc().get());
    } else if (answer.writer().isPresent()) {
      Wire.start(complete(answer), to);
      var content = new OpenContent(to, callback, this::disconnect);
      // The headers are sent although there may be no event for long.
      content.write("");
      answer.writer().get().accept(content);
    } else if (answer.isCutShort()) {
      Wire.start(complete(answer), to);
      to.write(false, ByteBuffer.wrap(answer.body().bytes()), Callback.from(this::disconnect));
    } else {
      Pushes.push(answer, from);
      Wire.write(complete(answer), to, callback);
    }
  }

  /** Sends the headers and half of the body, and breaks the connection. */
  public void breakOff(Response answer) {
    byte[] body = answer.body().bytes();
    Wire.start(complete(answer).with("Content-Length", String.valueOf(body.length)), to);
    to.write(false, ByteBuffer.wrap(body, 0, body.length / 2), Callback.from(this::reset));
  }

  /** Runs this later, on another thread, to answer then. */
  public void later(Duration delay, Runnable work) {
    from.getComponents().getScheduler().schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Leaves the client to wait until the stand-in is closed; no thread waits with it. */
  public void hang() {
    over.run();
  }

  /** Closes the connection without an answer. */
  public void disconnect() {
    endPoint().close();
    callback.failed(new EOFException("as the script says"));
  }

  private void reset() {
    Object transport = endPoint();
    while (transport instanceof EndPoint layer) {
      transport = layer.getTransport();
    }
    try {
      if (transport instanceof SocketChannel channel) {
        // Closing it now sends no FIN but a RST.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    disconnect();
  }

  private Response complete(Response answer) {
    String now =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    return dress.apply(answer).with("Date", now);
  }

  private EndPoint endPoint() {
    return from.getConnectionMetaData().getConnection().getEndPoint();
  }
}
