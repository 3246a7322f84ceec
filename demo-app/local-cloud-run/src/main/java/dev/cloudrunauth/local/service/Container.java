package dev.cloudrunauth.local.service;

import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Headers;
import dev.cloudrunauth.local.http.Response;
import java.io.IOException;
import java.net.Proxy;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor.Chain;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * A service that is a server of its own on this machine, as on Cloud Run it is a container: it gets
 * each request over plain http, under the host that the client asked for. Threads may share it.
 */
public final class Container implements ServiceHandler {

  /** What is said to the neighbour on the wire alone, and what this side's client sets itself. */
  private static final Set<String> OF_THIS_HOP =
      Set.of(
          "connection",
          "content-length",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** What the front end writes on every answer itself. */
  private static final Set<String> OF_THE_FRONT_END = Set.of("date", "server");

  private final int port;
  private final OkHttpClient client;

  private Container(int port) {
    this.port = port;
    this.client =
        new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            // A server may close an idle connection at any time, so none is kept.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .addNetworkInterceptor(Container::withoutAdditions)
            .build();
  }

  /**
   * Returns the server at a port of the loopback address.
   *
   * @throws IllegalArgumentException if there is no such port
   */
  public static Container at(int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(port + " is not a port");
    }
    return new Container(port);
  }

  @Override
  public Response handle(ServiceRequest request) {
    try (var answer = client.newCall(onward(request)).execute()) {
      var headers = Headers.NONE;
      for (var line : answer.headers()) {
        if (!isIn(OF_THIS_HOP, line.getFirst()) && !isIn(OF_THE_FRONT_END, line.getFirst())) {
          headers = headers.and(line.getFirst(), line.getSecond());
        }
      }
      return new Response(answer.code(), headers, Body.of(answer.body().bytes()));
    } catch (IOException failure) {
      return Response.text(
          503, "the server at port " + port + " of this machine did not answer: " + failure + "\n");
    }
  }

  private Request onward(ServiceRequest request) {
    boolean hasBody = request.body().length() > 0 || !isWithoutBody(request.method());
    var onward =
        new Request.Builder()
            .url("http://127.0.0.1:" + port + request.request().target())
            .method(request.method(), hasBody ? RequestBody.create(request.body().bytes()) : null);
    for (var line : request.headers()) {
      if (!isIn(OF_THIS_HOP, line.name())) {
        onward.addHeader(line.name(), line.value());
      }
    }
    return onward
        .header("Host", request.request().origin().replaceFirst("https?://", ""))
        .header("X-Forwarded-Proto", request.request().scheme())
        .tag(Headers.class, request.headers())
        .build();
  }

  private static boolean isWithoutBody(String method) {
    return !Set.of("POST", "PUT", "PATCH").contains(method);
  }

  /** Takes back what this client says of itself where the application said nothing. */
  private static okhttp3.Response withoutAdditions(Chain chain) throws IOException {
    var sent = chain.request().tag(Headers.class);
    var request = chain.request().newBuilder();
    for (var name : Set.of("Accept-Encoding", "User-Agent")) {
      if (sent == null || !sent.has(name)) {
        request.removeHeader(name);
      }
    }
    return chain.proceed(request.build());
  }

  private static boolean isIn(Set<String> names, String name) {
    return names.contains(name.toLowerCase(Locale.ROOT));
  }
}
