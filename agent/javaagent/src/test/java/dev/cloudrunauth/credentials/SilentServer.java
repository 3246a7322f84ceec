package dev.cloudrunauth.credentials;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A server that answers nothing, or one thing at once, and sees when a client hangs up. */
final class SilentServer implements Closeable {

  private final ServerSocket listener = new ServerSocket();
  private final boolean reads;
  private final String greeting;
  private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
  private final Semaphore closed = new Semaphore(0);

  private SilentServer(boolean reads, String greeting) throws IOException {
    this.reads = reads;
    this.greeting = greeting;
    if (!reads) {
      listener.setReceiveBufferSize(1);
    }
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    start(this::accept);
  }

  static SilentServer reading() throws IOException {
    return new SilentServer(true, "");
  }

  /** It says this as soon as it is connected to. */
  static SilentServer answering(String greeting) throws IOException {
    return new SilentServer(true, greeting);
  }

  /** It takes what fits in the buffers of both sides, and no more. */
  static SilentServer readingNothing() throws IOException {
    return new SilentServer(false, "");
  }

  int port() {
    return listener.getLocalPort();
  }

  String authority() {
    return "127.0.0.1:" + port();
  }

  /** Waits until the client has closed one more connection. */
  void awaitClosed() throws InterruptedException {
    if (!closed.tryAcquire(20, TimeUnit.SECONDS)) {
      throw new AssertionError("the connection is still open");
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var connection = listener.accept();
        connections.add(connection);
        connection.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
        if (reads) {
          start(() -> readToTheEnd(connection));
        }
      } catch (IOException over) {
        return;
      }
    }
  }

  private void readToTheEnd(Socket connection) {
    try (connection) {
      connection.getInputStream().readAllBytes();
    } catch (IOException reset) {
      // Closed as well.
    }
    closed.release();
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "silent-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (var connection : connections) {
      connection.close();
    }
  }
}
