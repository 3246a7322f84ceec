package dev.cloudrunauth.local.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Between Jetty's messages and ours. */
public final class Wire {

  private Wire() {}

  /**
   * Reads a whole request, waiting for its content; of a call over gRPC the headers alone.
   *
   * @throws IOException if the client goes away meanwhile
   */
  public static Request read(org.eclipse.jetty.server.Request request) throws IOException {
    var headers = headers(request);
    // The messages of a gRPC call may depend on the replies to others.
    var body =
        headers.first("Content-Type").filter(Wire::isGrpc).isPresent()
            ? Body.EMPTY
            : Body.of(BufferUtil.toArray(Content.Source.asByteBuffer(request)));
    var connection = request.getConnectionMetaData();
    // What the request line claims is no proof: a proxy's client may write https in clear text.
    boolean secure = connection.isSecure();
    var uri = request.getHttpURI();
    int defaultPort = secure ? 443 : 80;
    return new Request(
        secure ? "https" : "http",
        host(request),
        uri.getPort() > 0 ? uri.getPort() : defaultPort,
        request.getMethod(),
        Objects.requireNonNullElse(uri.getPathQuery(), "/"),
        connection.getProtocol(),
        connection.getId(),
        headers,
        body);
  }

  /** Tells whether a content type is gRPC's. */
  static boolean isGrpc(String contentType) {
    return contentType.startsWith("application/grpc");
  }

  /** Returns the header lines of a request. */
  public static Headers headers(org.eclipse.jetty.server.Request request) {
    return new Headers(
        request.getHeaders().stream()
            .map(
                field ->
                    new Header(field.getName(), Objects.requireNonNullElse(field.getValue(), "")))
            .toList());
  }

  /** Returns the host that a request asks for, in lower case. */
  public static String host(org.eclipse.jetty.server.Request request) {
    return org.eclipse.jetty.server.Request.getServerName(request).toLowerCase(Locale.ROOT);
  }

  /** Sends an answer; the callback hears when it is out. */
  public static void write(
      Response answer, org.eclipse.jetty.server.Response response, Callback callback) {
    start(answer, response);
    response.write(true, ByteBuffer.wrap(answer.body().bytes()), callback);
  }

  /** Sets status and headers of an answer; the first of its content takes them along. */
  static void start(Response answer, org.eclipse.jetty.server.Response response) {
    response.setStatus(answer.status());
    answer.headers().forEach(line -> response.getHeaders().add(line.name(), line.value()));
  }
}
