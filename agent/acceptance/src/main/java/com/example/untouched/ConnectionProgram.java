package com.example.untouched;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.HttpsURLConnection;

/** How {@code HttpURLConnection} behaves. */
public final class ConnectionProgram {

  private static final byte[] BODY = "hello".getBytes(StandardCharsets.UTF_8);
  private static final int SOON = 200;
  private static final int LATER = 2_000;

  private ConnectionProgram() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   * @throws Exception if it is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    var probes = new Probes(arguments);
    probes.make("readTimeout", (service, seen) -> hang(LATER, service, seen));
    probes.make(
        "readTimeout while tokens are out",
        (service, seen) -> {
          service.stopTokens();
          try {
            hang(SOON, service, seen);
          } finally {
            service.resumeTokens();
          }
        });
    probes.make("the answer breaks off", (service, seen) -> look(open(service, "/broken"), seen));
    probes.make(
        "an unknown certificate",
        (service, seen) -> {
          var connection = (HttpsURLConnection) open(service, "/hello");
          connection.setSSLSocketFactory(TrustNobody.context().getSocketFactory());
          look(connection, seen);
        });
    probes.makeWhereNobodyListens(
        "connection refused", (service, seen) -> look(open(service, "/hello"), seen));
    probes.makeWhereNobodyAccepts(
        "connectTimeout",
        (service, seen) -> {
          var connection = open(service, "/hello");
          connection.setConnectTimeout(SOON);
          look(connection, seen);
        });
    probes.make("properties", ConnectionProgram::properties);
    probes.make("bodies", ConnectionProgram::bodies);
    probes.make("disconnect", ConnectionProgram::disconnect);
    System.exit(0);
  }

  private static HttpURLConnection open(Service service, String path) throws IOException {
    return (HttpURLConnection) service.uri(path).toURL().openConnection();
  }

  private static void hang(int millis, Service service, Seen seen) throws IOException {
    var connection = open(service, "/hang");
    connection.setReadTimeout(millis);
    try {
      look(connection, seen);
    } catch (SocketTimeoutException failure) {
      // Thrown by whatever was waited for: not the socket, while tokens are out.
      seen.add("fails", failure);
    }
  }

  private static void look(HttpURLConnection connection, Seen seen) throws IOException {
    seen.add("status", connection.getResponseCode());
    seen.add(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  /** What may be asked and set before and after a request, and what is an error then. */
  private static void properties(Service service, Seen seen) throws IOException {
    var connection = open(service, "/hello");
    connection.setRequestProperty("X-Own", "value");
    seen.add("before", connection.getRequestProperties());
    connection.connect();
    refused("getRequestProperties", connection::getRequestProperties, seen);
    look(connection, seen);
    seen.add("own", connection.getRequestProperty("X-Own"));
    seen.add("token", connection.getRequestProperty("Authorization"));
    refused("setRequestProperty", () -> connection.setRequestProperty("X-Own", "late"), seen);
    seen.add("method", connection.getRequestMethod());
    seen.add("length", connection.getContentLength());
  }

  private static void refused(String what, Runnable use, Seen seen) {
    try {
      use.run();
      seen.add(what);
    } catch (IllegalStateException refusal) {
      seen.failure(what, refusal);
    }
  }

  /** Each way to send a body, one after the other, over connections that are kept. */
  private static void bodies(Service service, Seen seen) throws IOException {
    var buffered = open(service, "/hello");
    send(buffered, seen);
    var fixed = open(service, "/hello");
    fixed.setFixedLengthStreamingMode(BODY.length);
    send(fixed, seen);
    var chunked = open(service, "/hello");
    chunked.setChunkedStreamingMode(0);
    send(chunked, seen);
  }

  private static void send(HttpURLConnection connection, Seen seen) throws IOException {
    connection.setDoOutput(true);
    try (var body = connection.getOutputStream()) {
      body.write(BODY);
    }
    look(connection, seen);
  }

  private static void disconnect(Service service, Seen seen) throws Exception {
    var connection = open(service, "/wait");
    var thread =
        new Thread(
            () -> {
              try {
                look(connection, seen);
              } catch (IOException failure) {
                seen.add("disconnected", failure.getClass().getName());
              }
            });
    thread.start();
    service.awaitArrival();
    Reading.await(thread);
    connection.disconnect();
    thread.join();
    service.release();
    look(open(service, "/hello"), seen);
  }
}
