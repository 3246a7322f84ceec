package dev.cloudrunauth.local.network;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/**
 * A public site that keeps each request byte by byte: no library comes between it and the wire. It
 * speaks HTTP/1.1 over TLS, answers 200 and closes the connection. Threads may share it.
 */
public final class RawSite implements AutoCloseable {

  private static final byte[] ANSWER =
      """
      HTTP/1.1 200 OK\r
      Content-Type: text/plain\r
      Content-Length: 3\r
      Connection: close\r
      \r
      ok
      """
          .getBytes(US_ASCII);

  private final ServerSocket socket;
  private final Recording<Body> received = new Recording<>();

  private RawSite(ServerSocket socket) {
    this.socket = socket;
  }

  /**
   * Opens the site at a free port of the loopback address.
   *
   * @throws UncheckedIOException if this machine does not let us listen
   */
  public static RawSite open(Certificates certificates) {
    try {
      var site =
          new RawSite(
              certificates
                  .sslContext()
                  .getServerSocketFactory()
                  .createServerSocket(0, 0, InetAddress.getLoopbackAddress()));
      start("raw-site", site::accept);
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on the loopback address", e);
    }
  }

  /** Returns the exact bytes of each request so far: request line, headers, body. */
  public List<Body> received() {
    return received.all();
  }

  /** Forgets the requests so far. */
  public void clear() {
    received.clear();
  }

  /** Returns the port; through the proxy the site is at 443. */
  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot stop listening", e);
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var connection = socket.accept();
        start("raw-site-connection", () -> answer(connection));
      } catch (IOException e) {
        // Closed, or a client that was gone before it was accepted.
      }
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      received.add(RequestBytes.read(connection.getInputStream()));
      connection.getOutputStream().write(ANSWER);
    } catch (IOException e) {
      // The client has gone away, or did not trust the certificate: there is nothing to record.
    }
  }

  private static void start(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
