package dev.cloudrunauth.credentials;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A server on a loopback port that answers each connection with the next of the answers it was
 * given, the last one again and again, and hangs up.
 */
final class ScriptedServer implements Closeable {

  private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

  private final ServerSocket listener;
  private final BlockingQueue<String> requests = new ArrayBlockingQueue<>(50);
  private final CountDownLatch start;
  private final String[] answers;
  private final Thread thread = new Thread(this::serve, "scripted-server");

  private ScriptedServer(ServerSocket listener, CountDownLatch start, String[] answers) {
    this.listener = listener;
    this.start = start;
    this.answers = answers;
  }

  static ScriptedServer answering(String... answers) throws IOException {
    return on(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), answers);
  }

  /** A server that receives requests, and answers none of them before it may. */
  static ScriptedServer answeringAfter(CountDownLatch start, String... answers) throws IOException {
    return on(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), start, answers);
  }

  /** The same behind a socket of another kind. */
  static ScriptedServer on(ServerSocket listener, String... answers) {
    return on(listener, new CountDownLatch(0), answers);
  }

  private static ScriptedServer on(ServerSocket listener, CountDownLatch start, String... answers) {
    var server = new ScriptedServer(listener, start, answers);
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

  /** The next request that it has received: head and body. */
  String received() throws InterruptedException {
    var request = requests.poll(10, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  boolean hasReceivedNothing() {
    return requests.isEmpty();
  }

  private void serve() {
    int next = 0;
    while (!listener.isClosed()) {
      try (var connection = listener.accept()) {
        requests.add(request(connection.getInputStream()));
        start.await();
        var answer = answers[Math.min(next++, answers.length - 1)];
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      } catch (IOException goneAway) {
        // The client has read enough, or the test is over.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static String request(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    var length = CONTENT_LENGTH.matcher(head);
    int bodyLength = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return head + new String(in.readNBytes(bodyLength), StandardCharsets.UTF_8);
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
