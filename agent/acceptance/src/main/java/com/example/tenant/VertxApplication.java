package com.example.tenant;

import com.example.vertx.VertxParts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.ProxyOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;

/** An application that calls by Vert.x, in a way that is the same from 4.5 on. */
public final class VertxApplication extends Application {

  private static final int PIECE_BYTES = 10_000;

  /** Held, so that they are not collected together with their levels. */
  private final List<Logger> loggers = new ArrayList<>();

  private final Vertx vertx = VertxParts.vertx();
  private final Promise<Buffer> pushed = Promise.promise();
  private final Map<String, HttpClient> clients = new HashMap<>();

  /** An application that has made no call yet. */
  public VertxApplication() {
    loggers.addAll(VertxParts.silent());
    for (var name :
        List.of(
            "io.netty.handler.logging.LoggingHandler",
            "io.netty.handler.codec.http2.Http2FrameLogger",
            "io.vertx.core.http.impl.VertxHttp2ConnectionHandler")) {
      loggers.add(HeaderLog.refuseTokens(name));
    }
  }

  @Override
  void answer(Call call) throws Exception {
    if (call.mode.equals("socket")) {
      sightings.add("socket", socket(call.url));
      return;
    }
    var client =
        clients.computeIfAbsent(
            call.protocol + call.options + call.url.startsWith("https:"), unused -> client(call));
    var unused =
        call.mode.equals("context")
            ? VertxParts.onContext(vertx, () -> sent(client, call)).get()
            : VertxParts.get(sent(client, call));
  }

  /** In clear text it is HTTP/1.1, which it would only offer to leave. */
  private HttpClient client(Call call) {
    var options = VertxParts.options(call.isHttp2() && call.url.startsWith("https:"));
    options.setLogActivity(true);
    var port = call.option("proxy", "");
    if (!port.isEmpty()) {
      var proxy = new ProxyOptions().setHost("localhost").setPort(Integer.parseInt(port));
      if (call.has("authenticator")) {
        proxy.setUsername("user").setPassword("password");
      }
      options.setProxyOptions(proxy);
    }
    return VertxParts.client(vertx, options);
  }

  private Future<Buffer> sent(HttpClient client, Call call) {
    return client
        .request(options(call))
        .compose(
            request ->
                send(request, call)
                    .onComplete(response -> look("sent", request))
                    .compose(this::read))
        .compose(body -> call.has("push") ? pushed() : Future.succeededFuture(body));
  }

  private Future<Buffer> read(HttpClientResponse response) {
    sightings.add(
        "response",
        response.statusCode() + " " + VertxParts.protocol(response.version()),
        VertxParts.map(response.headers()));
    return response.body().onSuccess(body -> sightings.add("body", body.toString()));
  }

  private static RequestOptions options(Call call) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(call.method))
            .setAbsoluteURI(call.url)
            .setFollowRedirects(true);
    call.headers.forEach(header -> options.addHeader(header[0], header[1]));
    if (call.has("expect")) {
      options.putHeader("Expect", "100-continue");
    }
    return options;
  }

  @SuppressWarnings("removal") // what takes its place is not there before 5.2
  private Future<HttpClientResponse> send(HttpClientRequest request, Call call) {
    look("built", request);
    if (call.has("push")) {
      request.pushHandler(this::pushed);
    }
    if (call.has("upload")) {
      request.setChunked(true);
      write(request);
      return request.response();
    }
    if (call.has("duplex")) {
      request.setChunked(true);
      new Thread(() -> write(request), "duplex").start();
      return request.response();
    }
    if (call.has("expect")) {
      request.setChunked(true);
      request.continueHandler(
          nothing -> {
            sightings.add("continues", "");
            var unused = request.end(Bodies.TEXT);
          });
      return request.sendHead().compose(nothing -> request.response());
    }
    return call.hasBody() ? request.send(Bodies.TEXT) : request.send();
  }

  private static void write(HttpClientRequest request) {
    var bytes = Bodies.bytes();
    for (int at = 0; at < bytes.length; at += PIECE_BYTES) {
      var unused = request.write(Buffer.buffer(Arrays.copyOfRange(bytes, at, at + PIECE_BYTES)));
    }
    var unused = request.end();
  }

  private void pushed(HttpClientRequest request) {
    look("push", request);
    var unused =
        request
            .response()
            .compose(HttpClientResponse::body)
            .onComplete(body -> pushed.complete(body.result()));
  }

  /** It may come before the answer or after it. */
  private Future<Buffer> pushed() {
    return pushed.future().onSuccess(body -> sightings.add("push.body", String.valueOf(body)));
  }

  private String socket(String url) throws ExecutionException, InterruptedException {
    var received = new CompletableFuture<String>();
    var target = new WebSocketConnectOptions();
    target.setAbsoluteURI(url.replace("https:", "wss:"));
    var socket = VertxParts.get(vertx.createWebSocketClient().connect(target));
    ((WebSocketBase) socket).textMessageHandler(received::complete);
    var unused = socket.writeTextMessage("hello");
    return received.get();
  }

  private void look(String where, HttpClientRequest request) {
    sightings.add(
        where, request.getMethod() + " " + request.getURI(), VertxParts.map(request.headers()));
  }

  @Override
  public void close() {
    var unused = VertxParts.future(vertx.close()).join();
  }
}
