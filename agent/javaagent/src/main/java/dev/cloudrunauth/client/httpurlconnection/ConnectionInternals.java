package dev.cloudrunauth.client.httpurlconnection;

import dev.cloudrunauth.instrumentation.Handles;
import dev.cloudrunauth.instrumentation.HeaderChoice;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.net.Socket;
import java.net.URL;
import java.util.ArrayList;
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
  private final MethodHandle findValue;
  private final MethodHandle findNextValue;
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
    findValue = headersHandles.method(headers, "findValue", String.class, String.class);
    findNextValue =
        headersHandles.method(headers, "findNextValue", String.class, String.class, String.class);
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

  /** All values of a header, in any case of its name: quickly for none and for one. */
  List<String> values(Object headers, String name) throws Throwable {
    var last = (String) findValue.invokeExact(headers, name);
    if (last == null) {
      return List.of();
    }
    if ((String) findNextValue.invokeExact(headers, name, last) == null) {
      return List.of(last);
    }
    var all = new ArrayList<String>();
    // The first line is that of the request, or of the status, which has no name.
    int at = 1;
    var present = (String) key.invokeExact(headers, at);
    while (present != null) {
      if (present.equalsIgnoreCase(name)) {
        all.add((String) value.invokeExact(headers, at));
      }
      present = (String) key.invokeExact(headers, ++at);
    }
    return all;
  }

  /** A copy of headers. */
  Object copy(Object headers) throws Throwable {
    Object copy = (Object) newHeaders.invokeExact();
    int at = 0;
    var name = (String) key.invokeExact(headers, at);
    while (name != null) {
      add.invokeExact(copy, name, (String) value.invokeExact(headers, at));
      name = (String) key.invokeExact(headers, ++at);
    }
    return copy;
  }

  /** Removes the header that has the token as its value. */
  void removeToken(Object headers, String token) throws Throwable {
    if (token.equals((String) findValue.invokeExact(headers, HeaderChoice.STANDARD))) {
      remove(headers, HeaderChoice.STANDARD);
    } else if (token.equals((String) findValue.invokeExact(headers, HeaderChoice.SERVERLESS))) {
      remove(headers, HeaderChoice.SERVERLESS);
    }
  }

  void add(Object headers, String name, String value) throws Throwable {
    add.invokeExact(headers, name, value);
  }

  void remove(Object headers, String name) throws Throwable {
    remove.invokeExact(headers, name);
  }
}
