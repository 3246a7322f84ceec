package dev.cloudrunauth.local.http;

/**
 * What is answered to a request. Immutable.
 *
 * @param status the HTTP status
 * @param headers all headers but {@code Content-Length}, which follows from the body
 * @param body the whole content
 */
public record Response(int status, Headers headers, Body body) {

  /** Returns an answer without content. */
  public static Response status(int status) {
    return new Response(status, Headers.NONE, Body.EMPTY);
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

  /** Returns this answer with one more header. */
  public Response with(String name, String value) {
    return new Response(status, headers.and(name, value), body);
  }
}
