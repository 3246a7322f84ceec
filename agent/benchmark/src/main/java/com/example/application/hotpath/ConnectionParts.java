package com.example.application.hotpath;

import java.net.URL;

/**
 * Makes objects of {@code HttpURLConnection}'s that it makes itself only when it connects. Needs
 * {@code --add-opens java.base/sun.net.www.http=ALL-UNNAMED}, and its package {@code sun.net.www}.
 */
final class ConnectionParts {

  private static final String CLIENT = "sun.net.www.http.HttpClient";

  private ConnectionParts() {}

  /** A connection to a server that was never opened. */
  static Object connection(URL url) throws ReflectiveOperationException {
    var type = Class.forName(CLIENT);
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    var connection = constructor.newInstance();
    var field = type.getDeclaredField("url");
    field.setAccessible(true);
    field.set(connection, url);
    return connection;
  }

  /** The headers of a request, as they are written. */
  static Object headers(URL url) throws ReflectiveOperationException {
    var type = Class.forName("sun.net.www.MessageHeader");
    var headers = type.getConstructor().newInstance();
    var add = type.getMethod("add", String.class, String.class);
    add.invoke(headers, "GET " + url.getFile() + " HTTP/1.1", null);
    add.invoke(headers, "User-Agent", "Java/17");
    add.invoke(headers, "Host", url.getHost());
    add.invoke(headers, "Accept", "a/b");
    add.invoke(headers, "Connection", "keep-alive");
    return headers;
  }
}
