package dev.cloudrunauth.local.http;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is answered to a request. Immutable.
 *
 * @param status the HTTP status; 0 for no answer at all
 * @param headers all headers but {@code Content-Length}, which follows from the body unless it is
 *     cut short
 * @param body the whole content
 * @param grpc the method that takes the messages of the request and sends others, if it is a call
 *     over gRPC
 * @param writer takes the content, to write it bit by bit, if it is not known beforehand
 */
public record Response(
    int status,
    Headers headers,
    Body body,
    Optional<GrpcMethod> grpc,
    Optional<Consumer<OpenContent>> writer) {

  private static final int NONE = 0;
  private static final int SWITCHING_PROTOCOLS = 101;

  /** An answer whose content is known. */
  public Response(int status, Headers headers, Body body) {
    this(status, headers, body, Optional.empty(), Optional.empty());
  }

  /** Returns an answer without content. */
  public static Response status(int status) {
    return new Response(status, Headers.NONE, Body.EMPTY);
  }

  /** Returns the promise of a WebSocket that says back whatever it hears. */
  public static Response webSocket() {
    return status(SWITCHING_PROTOCOLS);
  }

  /** Returns the replies of a gRPC method. */
  public static Response grpc(GrpcMethod method) {
    var headers = Headers.of("Content-Type", "application/grpc");
    return new Response(200, headers, Body.EMPTY, Optional.of(method), Optional.empty());
  }

  /**
   * Returns server-sent events.
   *
   * @param writer takes what they are written to, at any time and from any thread, once the headers
   *     are sent
   */
  public static Response events(Consumer<OpenContent> writer) {
    var headers = Headers.of("Content-Type", "text/event-stream");
    return new Response(200, headers, Body.EMPTY, Optional.empty(), Optional.of(writer));
  }

  /** Returns no answer at all: the connection is closed. */
  public static Response none() {
    return status(NONE);
  }

  /** Returns plain text that promises twice as much: the connection is closed in the middle. */
  public static Response cutShort(String text) {
    var answer = text(200, text);
    int promised = 2 * answer.body().bytes().length;
    return answer.with("Content-Length", String.valueOf(promised));
  }

  /** Returns plain text. */
  public static Response text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", Body.of(text));
  }

  /** Returns a page. */
  public static Response html(int status, String html) {
    return of(status, "text/html; charset=UTF-8", Body.of(html));
  }

  /** Returns this value (a map, a list, a record, a Gson element) as JSON. */
  public static Response json(int status, Object value) {
    return of(status, "application/json", Body.json(value));
  }

  /** Returns a redirect: a status such as 302 or 307, and where to go. */
  public static Response redirect(int status, String location) {
    return status(status).with("Location", location);
  }

  /** Returns content of a given type. */
  public static Response of(int status, String contentType, Body body) {
    return new Response(status, Headers.of("Content-Type", contentType), body);
  }

  /** Tells whether there is no answer. */
  public boolean isNone() {
    return status == NONE;
  }

  /** Tells whether the connection shall be closed in the middle of the body. */
  public boolean isCutShort() {
    return headers.has("Content-Length");
  }

  /** Tells whether the connection shall become a WebSocket. */
  public boolean isWebSocket() {
    return status == SWITCHING_PROTOCOLS;
  }

  /**
   * Returns this answer with the hint that a client will want another path too: over HTTP/2 it is
   * pushed to those who take pushes.
   */
  public Response preloading(String path) {
    return with("Link", "<" + path + ">; rel=preload");
  }

  /** Returns this answer with one more header. */
  public Response with(String name, String value) {
    return new Response(status, headers.and(name, value), body, grpc, writer);
  }
}
