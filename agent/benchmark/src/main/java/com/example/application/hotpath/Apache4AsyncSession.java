package com.example.application.hotpath;

import java.net.SocketAddress;
import java.nio.channels.ByteChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.http.nio.reactor.IOSession;
import org.apache.http.nio.reactor.SessionBufferStatus;
import org.jspecify.annotations.Nullable;

/** An open connection of HttpAsyncClient 4.1, without an I/O thread. */
final class Apache4AsyncSession implements IOSession {

  private final VoidChannel channel;
  private final Map<String, Object> attributes = new ConcurrentHashMap<>();
  private volatile int events;

  Apache4AsyncSession(VoidChannel channel) {
    this.channel = channel;
  }

  @Override
  public ByteChannel channel() {
    return channel;
  }

  @Override
  public int getEventMask() {
    return events;
  }

  @Override
  public synchronized void setEventMask(int events) {
    this.events = events;
  }

  @Override
  public synchronized void setEvent(int event) {
    events |= event;
  }

  @Override
  public synchronized void clearEvent(int event) {
    events &= ~event;
  }

  @Override
  public void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public @Nullable Object removeAttribute(String name) {
    return attributes.remove(name);
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
  public int getStatus() {
    return ACTIVE;
  }

  @Override
  public boolean isClosed() {
    return false;
  }

  @Override
  public void close() {
    throw new IllegalStateException("the call failed");
  }

  @Override
  public void shutdown() {
    close();
  }

  @Override
  public int getSocketTimeout() {
    return 0;
  }

  @Override
  public void setSocketTimeout(int timeout) {}

  @Override
  public void setBufferStatus(SessionBufferStatus status) {}

  @Override
  public boolean hasBufferedInput() {
    return false;
  }

  @Override
  public boolean hasBufferedOutput() {
    return false;
  }
}
