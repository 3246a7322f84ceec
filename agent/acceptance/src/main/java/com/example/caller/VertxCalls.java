package com.example.caller;

import com.example.vertx.VertxParts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.ProxyOptions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Calls by Vert.x, in a way that is the same from 4.5 on. */
final class VertxCalls implements ClientCalls {

  /** Held, so that they are not collected together with their levels. */
  private static final List<Logger> SILENT = VertxParts.silent();

  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final Vertx vertx = VertxParts.vertx();
  private final HttpClient http1 = client(false);
  private final HttpClient http2 = client(true);

  private HttpClient client(boolean isHttp2) {
    return VertxParts.client(vertx, options(isHttp2));
  }

  private static HttpClientOptions options(boolean isHttp2) {
    return VertxParts.options(isHttp2);
  }

  private static @Nullable ProxyOptions proxy(String scheme, int port) {
    var host = System.getProperty(scheme + ".proxyHost");
    return host == null
        ? null
        : new ProxyOptions().setHost(host).setPort(Integer.getInteger(scheme + ".proxyPort", port));
  }

  @Override
  public String make(Call call) throws Exception {
    if (call.mode.equals("vertxHandshake")) {
      return handshake(call);
    }
    return call.mode.equals("context")
        ? VertxParts.onContext(vertx, () -> sent(call)).get()
        : VertxParts.get(sent(call));
  }

  private Future<String> sent(Call call) {
    return begun(call)
        .compose(request -> send(request, call))
        .compose(
            response ->
                response
                    .body()
                    .map(
                        body -> {
                          int status = response.statusCode();
                          var line = status + " " + VertxParts.protocol(response.version());
                          return Call.isTold(status)
                              ? line
                                  + " "
                                  + Call.described(
                                      VertxParts.map(response.headers()), body.toString())
                              : line;
                        }));
  }

  private Future<HttpClientRequest> begun(Call call) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(call.method))
            .setAbsoluteURI(call.url)
            .setFollowRedirects(true);
    for (var header : call.headers) {
      if (header[0].equals(Call.REQUEST_TARGET)) {
        options.setURI(header[1]);
      } else {
        options.addHeader(header[0], Call.value(header[1]));
      }
    }
    if (call.hasBody()) {
      options.addHeader("Content-Type", Call.BODY_TYPE);
    }
    boolean isHttps = call.url.startsWith("https:");
    var proxy = isHttps ? proxy("https", HTTPS) : proxy("http", HTTP);
    if (proxy != null) {
      options.setProxyOptions(proxy);
    }
    return (call.isHttp2() && isHttps ? http2 : http1).request(options);
  }

  private static Future<HttpClientResponse> send(HttpClientRequest request, Call call) {
    return (call.hasBody() ? request.send(Call.BODY) : request.send())
        .onComplete(
            response ->
                request
                    .headers()
                    .forEach(
                        header -> {
                          if (header.getKey().toLowerCase(Locale.ROOT).endsWith("authorization")) {
                            Call.refuseToken(header.getValue());
                          }
                        }));
  }

  private String handshake(Call call) throws InterruptedException {
    var options = new WebSocketClientOptions();
    var proxy = proxy("https", HTTPS);
    if (proxy != null) {
      options.setProxyOptions(proxy);
    }
    var target = new WebSocketConnectOptions();
    target.setAbsoluteURI(call.url.replace("https:", "wss:"));
    try {
      var unused = VertxParts.get(vertx.createWebSocketClient(options).connect(target));
      return "101 handshake";
    } catch (ExecutionException failure) {
      var cause = failure.getCause();
      return cause instanceof UpgradeRejectedException
          ? ((UpgradeRejectedException) cause).getStatus() + " handshake"
          : String.valueOf(cause);
    }
  }

  /** A request waits for its token when its event loop has done what sends it. */
  @Override
  public String cancelled(String way, String url) throws Exception {
    var call = Call.parse(way + " GET " + url);
    var waits = new CountDownLatch(1);
    var request = new AtomicReference<@Nullable HttpClientRequest>();
    var response =
        VertxParts.onContext(
            vertx,
            () ->
                begun(call)
                    .compose(
                        begun -> {
                          request.set(begun);
                          var sent = begun.send();
                          vertx.runOnContext(later -> waits.countDown());
                          return sent;
                        }));
    waits.await();
    var waiting = request.get();
    if (waiting == null) {
      return "not begun";
    }
    VertxParts.reset(waiting);
    try {
      return "answered " + response.get().statusCode();
    } catch (ExecutionException failure) {
      return failure.getCause() instanceof StreamResetException ? "reset" : failure.toString();
    }
  }

  @Override
  public void close() {
    SILENT.forEach(logger -> logger.setLevel(null));
    var unused = VertxParts.future(vertx.close()).join();
  }
}
