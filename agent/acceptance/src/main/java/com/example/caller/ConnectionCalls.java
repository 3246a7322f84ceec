package com.example.caller;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Calls by {@code HttpURLConnection}. */
final class ConnectionCalls implements ClientCalls {

  @Override
  public String make(Call call) throws IOException {
    var connection = open(call);
    look(connection);
    if (call.hasBody()) {
      connection.setDoOutput(true);
      try (var body = connection.getOutputStream()) {
        body.write(Call.BODY.getBytes(StandardCharsets.UTF_8));
      }
    }
    int status = connection.getResponseCode();
    look(connection);
    var body = text(status < 400 ? connection.getInputStream() : connection.getErrorStream());
    var line = status + " HTTP_1_1";
    return Call.isTold(status) ? line + " " + Call.described(headers(connection), body) : line;
  }

  @Override
  public String cancelled(String way, String url) throws Exception {
    var connection = open(Call.parse(way + " HTTP/1.1 GET " + url));
    return Impatient.ended(
        () -> String.valueOf(connection.getResponseCode()), thread -> connection.disconnect());
  }

  /** A connection with the call's headers, which has sent nothing. */
  private static HttpURLConnection open(Call call) throws IOException {
    var connection = (HttpURLConnection) URI.create(call.url).toURL().openConnection();
    connection.setRequestMethod(call.method);
    for (var header : call.headers) {
      connection.addRequestProperty(header[0], Call.value(header[1]));
    }
    if (call.hasBody()) {
      connection.setRequestProperty("Content-Type", Call.BODY_TYPE);
    }
    return connection;
  }

  private static void look(HttpURLConnection connection) {
    Call.refuseToken(connection.getRequestProperty("Authorization"));
    Call.refuseToken(connection.getRequestProperty("X-Serverless-Authorization"));
  }

  private static String text(InputStream body) throws IOException {
    if (body == null) {
      return "";
    }
    try (body) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * In the order in which they came, which is another one in {@code getHeaderFields} of older JDKs,
   * and with names as other clients have them. The first line is the status, which has no name.
   */
  private static Map<String, List<String>> headers(HttpURLConnection connection) {
    var headers = new HashMap<String, List<String>>();
    for (int i = 1; connection.getHeaderFieldKey(i) != null; i++) {
      var name = connection.getHeaderFieldKey(i).toLowerCase(Locale.ROOT);
      headers.computeIfAbsent(name, key -> new ArrayList<>()).add(connection.getHeaderField(i));
    }
    return headers;
  }
}
