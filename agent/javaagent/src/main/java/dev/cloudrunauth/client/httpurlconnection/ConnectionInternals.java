package dev.cloudrunauth.client.httpurlconnection;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.net.Socket;
import java.net.URL;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent uses of {@code sun.net.www.http.HttpClient} and {@code sun.net.www.MessageHeader}:
 * the same from Java 11 to 26. Immutable.
 */
final class ConnectionInternals {

  private static final String CONNECT = "CONNECT ";

  private final MethodHandle url;
  private final MethodHandle requests;
  private final MethodHandle serverSocket;
  private final MethodHandle getReadTimeout;
  private final MethodHandle closeServer;
  private final MethodHandle newHeaders;
  private final MethodHandle key;
  private final MethodHandle value;
  private final MethodHandle values;
  private final MethodHandle add;
  private final MethodHandle remove;

  /**
   * Finds them.
   *
   * @param lookup a lookup with the rights of the connection's class
   * @param ofHeaders one with the rights of the class of its headers
   * @throws ReflectiveOperationException if this JDK is not as those that the agent knows
   */
  ConnectionInternals(Lookup lookup, Lookup ofHeaders) throws ReflectiveOperationException {
    var connection = lookup.lookupClass();
    var headers = ofHeaders.lookupClass();
    var handles = new Handles(lookup);
    url = handles.getter(connection, "url", URL.class);
    requests = handles.getter(connection, "requests", headers);
    serverSocket = handles.getter(connection, "serverSocket", Socket.class);
    getReadTimeout = handles.method(connection, "getReadTimeout", int.class);
    closeServer = handles.method(connection, "closeServer", void.class);
    var headersHandles = new Handles(ofHeaders);
    newHeaders = headersHandles.constructor(headers);
    key = headersHandles.method(headers, "getKey", String.class, int.class);
    value = headersHandles.method(headers, "getValue", String.class, int.class);
    values = headersHandles.method(headers, "multiValueIterator", Iterator.class, String.class);
    add = headersHandles.method(headers, "add", void.class, String.class, String.class);
    remove = headersHandles.method(headers, "remove", void.class, String.class);
  }

  /** What the connection is for; its host is the one whose certificate is verified. */
  URL url(Object connection) throws Throwable {
    return (URL) url.invokeExact(connection);
  }

  /** The headers that were written last, or {@code null} if there are none yet. */
  @Nullable Object requests(Object connection) throws Throwable {
    return (Object) requests.invokeExact(connection);
  }

  /** Whether the connection is closed, as {@code disconnect()} does while the hop waits. */
  boolean isClosed(Object connection) throws Throwable {
    var socket = (Socket) serverSocket.invokeExact(connection);
    return socket != null && socket.isClosed();
  }

  /** In milliseconds; 0 for no limit. */
  int readTimeout(Object connection) throws Throwable {
    return (int) getReadTimeout.invokeExact(connection);
  }

  void close(Object connection) throws Throwable {
    closeServer.invokeExact(connection);
  }

  /** Whether a request is for a proxy, to open a tunnel. */
  boolean isConnect(Object headers) throws Throwable {
    var first = (String) key.invokeExact(headers, 0);
    return first != null && first.startsWith(CONNECT);
  }

  /** The status code of a response, or 0 if its first line has none. */
  int status(Object headers) throws Throwable {
    var line = (String) value.invokeExact(headers, 0);
    int start = line == null || !line.startsWith("HTTP/") ? -1 : line.indexOf(' ');
    if (line == null || start < 0) {
      return 0;
    }
    int status = 0;
    for (int at = start + 1; at < line.length() && at <= start + 3; at++) {
      int digit = line.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      status = 10 * status + digit;
    }
    return status;
  }

  /** All values of a header, in any case of its name. */
  List<String> values(Object headers, String name) throws Throwable {
    return values(headers, name, null);
  }

  /**
   * The values of a header, in any case of its name.
   *
   * @param without a value to leave out, or {@code null}
   */
  List<String> values(Object headers, String name, @Nullable String without) throws Throwable {
    var iterator = (Iterator<?>) (Iterator) values.invokeExact(headers, name);
    if (!iterator.hasNext()) {
      return List.of();
    }
    var all = new ArrayList<String>(1);
    while (iterator.hasNext()) {
      var value = String.valueOf(iterator.next());
      if (!value.equals(without)) {
        all.add(value);
      }
    }
    return all;
  }

  /**
   * A copy of headers.
   *
   * @param without a value to leave out, or {@code null}
   */
  Object copy(Object headers, @Nullable String without) throws Throwable {
    Object copy = (Object) newHeaders.invokeExact();
    int at = 0;
    var name = (String) key.invokeExact(headers, at);
    while (name != null) {
      var text = (String) value.invokeExact(headers, at);
      if (without == null || !without.equals(text)) {
        add.invokeExact(copy, name, text);
      }
      name = (String) key.invokeExact(headers, ++at);
    }
    return copy;
  }

  void add(Object headers, String name, String value) throws Throwable {
    add.invokeExact(headers, name, value);
  }

  void remove(Object headers, String name) throws Throwable {
    remove.invokeExact(headers, name);
  }
}
