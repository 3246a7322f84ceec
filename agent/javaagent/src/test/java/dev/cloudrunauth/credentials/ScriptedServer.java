package dev.cloudrunauth.credentials;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server on a loopback port that answers every connection with the same bytes, and hangs up. */
final class ScriptedServer implements Closeable {

  private final ServerSocket listener;
  private final BlockingQueue<String> heads = new ArrayBlockingQueue<>(10);
  private final byte[] answer;
  private final Thread thread = new Thread(this::serve, "scripted-server");

  private ScriptedServer(byte[] answer) throws IOException {
    this.answer = answer;
    listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  static ScriptedServer answering(String answer) throws IOException {
    var server = new ScriptedServer(answer.getBytes(StandardCharsets.UTF_8));
    server.thread.setDaemon(true);
    server.thread.start();
    return server;
  }

  /** Where it listens: {@code 127.0.0.1:PORT}. */
  String authority() {
    return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The head of the next request that it has received. */
  String received() throws InterruptedException {
    var head = heads.poll(10, TimeUnit.SECONDS);
    if (head == null) {
      throw new AssertionError("no request came");
    }
    return head;
  }

  boolean hasReceivedNothing() {
    return heads.isEmpty();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (var connection = listener.accept()) {
        heads.add(head(connection));
        connection.getOutputStream().write(answer);
      } catch (IOException goneAway) {
        // The client has read enough, or the test is over.
      }
    }
  }

  private static String head(Socket connection) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = connection.getInputStream().read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Closes the port for good: until its thread is gone, it could accept one more connection. */
  @Override
  public void close() throws IOException {
    listener.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
