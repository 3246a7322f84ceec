package com.example.application.hotpath;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.SSLSessionInitializer;
import org.apache.hc.core5.reactor.ssl.SSLSessionVerifier;
import org.apache.hc.core5.reactor.ssl.TlsDetails;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * An open HTTP/1.1 connection of Apache HttpClient 5's asynchronous client, whose events the caller
 * of {@link #exchange} handles instead of an I/O thread.
 */
final class Apache5AsyncSession implements ProtocolIOSession {

  private final VoidChannel channel;
  private final Deque<Command> commands = new ConcurrentLinkedDeque<>();
  private final Lock lock = new ReentrantLock();
  private final IOEventHandler handler;
  private final TlsDetails tls;
  private volatile int events = SelectionKey.OP_READ;

  /**
   * Opens the connection.
   *
   * @param url has the host that it is connected to
   * @param channel what it reads and writes
   * @throws IOException if the client does not take it
   */
  Apache5AsyncSession(String url, VoidChannel channel) throws IOException {
    this.channel = channel;
    tls = new TlsDetails(new VoidTlsSession(url), null);
    var duplexers =
        new ClientHttp1StreamDuplexerFactory(
            HttpProcessorBuilder.create().build(), Http1Config.DEFAULT, CharCodingConfig.DEFAULT);
    handler = new ClientHttp1IOEventHandler(duplexers.create(this));
    handler.connected(this);
  }

  /**
   * Writes the requests that wait and reads their responses.
   *
   * @throws IOException if the client fails
   */
  void exchange() throws IOException {
    while ((events & SelectionKey.OP_WRITE) != 0) {
      handler.outputReady(this);
    }
    handler.inputReady(this, null);
  }

  @Override
  public void enqueue(Command command, Command.Priority priority) {
    if (priority == Command.Priority.IMMEDIATE) {
      commands.addFirst(command);
    } else {
      commands.add(command);
    }
    setEvent(SelectionKey.OP_WRITE);
  }

  @Override
  public boolean hasCommands() {
    return !commands.isEmpty();
  }

  @Override
  public @Nullable Command poll() {
    return commands.poll();
  }

  @Override
  public Lock getLock() {
    return lock;
  }

  @Override
  public ByteChannel channel() {
    return channel;
  }

  @Override
  public int read(ByteBuffer buffer) {
    return channel.read(buffer);
  }

  @Override
  public int write(ByteBuffer bytes) {
    return channel.write(bytes);
  }

  @Override
  public int getEventMask() {
    return events;
  }

  @Override
  public void setEventMask(int events) {
    lock.lock();
    try {
      this.events = events;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void setEvent(int event) {
    lock.lock();
    try {
      events |= event;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void clearEvent(int event) {
    lock.lock();
    try {
      events &= ~event;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public Status getStatus() {
    return Status.ACTIVE;
  }

  @Override
  public void close() {
    throw new IllegalStateException("the call failed");
  }

  @Override
  public void close(CloseMode mode) {
    close();
  }

  @Override
  public String getId() {
    return "nowhere";
  }

  @Override
  public IOEventHandler getHandler() {
    return handler;
  }

  @Override
  public void upgrade(IOEventHandler handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable SocketAddress getRemoteAddress() {
    return null;
  }

  @Override
  public @Nullable SocketAddress getLocalAddress() {
    return null;
  }

  @Override
  public @Nullable NamedEndpoint getInitialEndpoint() {
    return null;
  }

  @Override
  public TlsDetails getTlsDetails() {
    return tls;
  }

  @Override
  public void startTls(
      SSLContext context,
      NamedEndpoint endpoint,
      SSLBufferMode mode,
      SSLSessionInitializer initializer,
      SSLSessionVerifier verifier,
      Timeout timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Timeout getSocketTimeout() {
    return Timeout.DISABLED;
  }

  @Override
  public void setSocketTimeout(Timeout timeout) {}

  @Override
  public long getLastReadTime() {
    return 0;
  }

  @Override
  public long getLastWriteTime() {
    return 0;
  }

  @Override
  public long getLastEventTime() {
    return 0;
  }

  @Override
  public void updateReadTime() {}

  @Override
  public void updateWriteTime() {}
}
