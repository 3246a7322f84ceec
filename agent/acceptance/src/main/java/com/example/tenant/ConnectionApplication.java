package com.example.tenant;

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An application that calls by {@code HttpURLConnection}. */
public final class ConnectionApplication extends Application {

  private final Authenticator login =
      new Authenticator() {
        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
          return new PasswordAuthentication("user", "password".toCharArray());
        }
      };

  /** An application that has made no call yet. */
  public ConnectionApplication() {}

  @Override
  void answer(Call call) throws Exception {
    var connection = open(call);
    sightings.add("request", call.method + " " + call.url, connection.getRequestProperties());
    if (call.hasBody()) {
      send(call, connection);
    }
    sightings.add(
        "response",
        connection.getResponseCode() + " " + connection.getResponseMessage(),
        headers(connection.getHeaderFields()));
    for (var name : List.of("Authorization", "X-Serverless-Authorization", "Accept", "Expect")) {
      sightings.add("property", name + " " + connection.getRequestProperty(name));
    }
    sightings.add(
        "connection",
        connection.getRequestMethod() + " " + connection.getURL() + " " + connection.usingProxy());
    var error = connection.getErrorStream();
    sightings.add("error", error == null ? "none" : text(error));
    if (error == null) {
      sightings.add("body", text(connection.getInputStream()));
    }
  }

  private HttpURLConnection open(Call call) throws IOException {
    var url = URI.create(call.url).toURL();
    var proxy = call.option("proxy", "");
    var connection =
        (HttpURLConnection)
            (proxy.isEmpty() ? url.openConnection() : url.openConnection(proxy(proxy)));
    connection.setRequestMethod(call.method);
    for (var header : call.headers) {
      connection.addRequestProperty(header[0], header[1]);
    }
    if (call.has("expect")) {
      connection.setRequestProperty("Expect", "100-continue");
    }
    if (call.has("authenticator")) {
      connection.setAuthenticator(login);
    }
    return connection;
  }

  private static Proxy proxy(String port) {
    return new Proxy(
        Proxy.Type.HTTP,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)));
  }

  private static void send(Call call, HttpURLConnection connection) throws IOException {
    var body = Bodies.TEXT.getBytes(StandardCharsets.UTF_8);
    connection.setDoOutput(true);
    if (call.has("upload")) {
      body = Bodies.bytes();
      connection.setChunkedStreamingMode(0);
    } else if (call.has("fixed") || call.has("expect")) {
      connection.setFixedLengthStreamingMode(body.length);
    }
    try (var out = connection.getOutputStream()) {
      out.write(body);
    }
  }

  private static String text(@Nullable InputStream in) throws IOException {
    return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The status line is among them, under no name. */
  private static Map<String, List<String>> headers(Map<String, List<String>> fields) {
    var headers = new HashMap<String, List<String>>();
    fields.forEach((name, values) -> headers.put(String.valueOf(name), values));
    return headers;
  }
}
