package dev.cloudrunauth.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Optional;

/**
 * A request as it came over the wire. Immutable.
 *
 * @param scheme {@code https} if it came over TLS, else {@code http}
 * @param host the host it asks for, in lower case, without port
 * @param port the port it asks for, the scheme's own if it names none
 * @param method the method, such as {@code GET}
 * @param target path and query as they were sent, not decoded
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2.0}
 * @param connection the connection it came by: an id that no other connection has
 * @param headers all header lines
 * @param body the whole content; empty for a call over gRPC
 */
public record Request(
    String scheme,
    String host,
    int port,
    String method,
    String target,
    String protocol,
    String connection,
    Headers headers,
    Body body) {

  /** Returns this request with other headers. */
  public Request with(Headers otherHeaders) {
    return new Request(
        scheme, host, port, method, target, protocol, connection, otherHeaders, body);
  }

  /** Tells whether this is a call over gRPC, whose messages come later. */
  public boolean isGrpc() {
    return headers.first("Content-Type").filter(Wire::isGrpc).isPresent();
  }

  /** Returns scheme and host, and the port if it is not the scheme's own. */
  public String origin() {
    boolean usual = port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + host + (usual ? "" : ":" + port);
  }

  /** Returns the target up to its query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Returns the decoded value of the first query parameter of that name. */
  public Optional<String> parameter(String name) {
    int query = target.indexOf('?');
    return query < 0 ? Optional.empty() : parameter(target.substring(query + 1), name);
  }

  /** Returns the decoded value of the first field of that name in a form sent as the body. */
  public Optional<String> field(String name) {
    return parameter(body.text(), name);
  }

  private static Optional<String> parameter(String pairs, String name) {
    for (String pair : pairs.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (URLDecoder.decode(key, UTF_8).equals(name)) {
        return Optional.of(equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return Optional.empty();
  }

  /** Names the request without its query, its headers and its body: they may hold a token. */
  @Override
  public String toString() {
    return method + " " + scheme + "://" + host + path() + " " + protocol;
  }
}
