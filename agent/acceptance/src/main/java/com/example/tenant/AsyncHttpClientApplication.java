package com.example.tenant;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;
import org.asynchttpclient.AsyncCompletionHandler;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.BoundRequestBuilder;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Dsl;
import org.asynchttpclient.Request;
import org.asynchttpclient.Response;
import org.asynchttpclient.filter.FilterContext;
import org.asynchttpclient.filter.RequestFilter;
import org.asynchttpclient.filter.ResponseFilter;
import org.asynchttpclient.netty.request.NettyRequest;
import org.asynchttpclient.request.body.generator.InputStreamBodyGenerator;
import org.asynchttpclient.ws.WebSocket;
import org.asynchttpclient.ws.WebSocketListener;
import org.asynchttpclient.ws.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** An application that calls by AsyncHttpClient, in a way that is the same from 2.12 on. */
public final class AsyncHttpClientApplication extends Application {

  /** Held, so that they are not collected together with their levels. */
  private final List<Logger> loggers = new ArrayList<>();

  private final Map<String, AsyncHttpClient> clients = new HashMap<>();

  /** An application that has made no call yet. */
  public AsyncHttpClientApplication() {
    loggers.add(HeaderLog.refuseTokens("org.asynchttpclient"));
    loggers.add(HeaderLog.refuseTokens("io.netty.handler.logging.LoggingHandler"));
  }

  @Override
  void answer(Call call) throws Exception {
    var client = clients.computeIfAbsent(call.protocol + call.options, unused -> client(call));
    if (call.mode.equals("socket")) {
      sightings.add("socket", socket(client, call.url));
      return;
    }
    var request = request(client, call);
    var handler = new Handler();
    try {
      var response =
          call.mode.equals("future")
              ? request.execute(handler).get()
              : request.execute(handler).toCompletableFuture().join();
      sightings.add(
          "response",
          response.getStatusCode() + " http/1.1",
          NettyParts.map(response.getHeaders()));
      sightings.add("body", response.getResponseBody(StandardCharsets.UTF_8));
    } finally {
      look("built", request.build());
    }
  }

  private static BoundRequestBuilder request(AsyncHttpClient client, Call call) {
    var request = client.prepare(call.method, call.url);
    call.headers.forEach(header -> request.addHeader(header[0], header[1]));
    if (call.has("expect")) {
      request.setHeader("Expect", "100-continue");
    }
    if (call.has("upload")) {
      request.setBody(new InputStreamBodyGenerator(Bodies.stream()));
    } else if (call.has("fixed")) {
      request.setBody(new InputStreamBodyGenerator(Bodies.stream(), Bodies.bytes().length));
    } else if (call.hasBody()) {
      request.setBody(Bodies.TEXT);
    }
    return request;
  }

  private static String socket(AsyncHttpClient client, String url)
      throws ExecutionException, InterruptedException {
    var received = new CompletableFuture<String>();
    var unused =
        client
            .prepareGet(url.replace("https:", "wss:"))
            .execute(
                new WebSocketUpgradeHandler.Builder()
                    .addWebSocketListener(new FirstText(received))
                    .build())
            .get();
    return received.get();
  }

  private AsyncHttpClient client(Call call) {
    var config =
        new DefaultAsyncHttpClientConfig.Builder()
            .setFollowRedirect(true)
            .setThreadFactory(new DefaultThreadFactory("application", true))
            .addRequestFilter(new Requests(call.headers("app")))
            .addResponseFilter(new Responses())
            .setHttpAdditionalChannelInitializer(channel -> prepare(channel, call));
    var port = call.option("proxy", "");
    if (!port.isEmpty()) {
      var proxy = Dsl.proxyServer("localhost", Integer.parseInt(port));
      if (call.has("authenticator")) {
        proxy.setRealm(Dsl.basicAuthRealm("user", "password"));
      }
      config.setProxyServer(proxy);
    } else if (call.has("authenticator")) {
      config.setRealm(Dsl.basicAuthRealm("user", "password"));
    }
    return Dsl.asyncHttpClient(config);
  }

  private void prepare(Channel channel, Call call) {
    channel.pipeline().addFirst("bytes", new NettyParts.ByteHandler());
    channel
        .pipeline()
        .addLast(
            "requests",
            new NettyParts.RequestHandler(
                call.headers("net"), (request, isWritten) -> lookForToken(request.headers())));
  }

  private void look(String where, Request request) {
    sightings.add(
        where, request.getMethod() + " " + request.getUri(), NettyParts.map(request.getHeaders()));
  }

  /** When this is called depends on the threads, so that it tells nothing else. */
  private void lookForToken(HttpHeaders headers) {
    if (headers.toString().contains(HeaderLog.TOKEN)) {
      sightings.add("written", "with a token");
    }
  }

  @Override
  public void close() {
    for (var client : clients.values()) {
      try {
        client.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Adds headers, as a filter of the application's. */
  private final class Requests implements RequestFilter {

    private final List<String[]> headers;

    Requests(List<String[]> headers) {
      this.headers = headers;
    }

    @Override
    public <T> FilterContext<T> filter(FilterContext<T> context) {
      var request = context.getRequest();
      look("filter", request);
      if (headers.isEmpty()) {
        return context;
      }
      var changed = request.toBuilder();
      headers.forEach(header -> changed.setHeader(header[0], header[1]));
      return new FilterContext.FilterContextBuilder<>(context).request(changed.build()).build();
    }
  }

  private final class Responses implements ResponseFilter {

    @Override
    public <T> FilterContext<T> filter(FilterContext<T> context) {
      look("response.filter", context.getRequest());
      return context;
    }
  }

  private final class Handler extends AsyncCompletionHandler<Response> {

    @Override
    public void onRequestSend(NettyRequest request) {
      var sent = request.getHttpRequest();
      sightings.add("sends", sent.method() + " " + sent.uri(), NettyParts.map(sent.headers()));
    }

    @Override
    public void onRetry() {
      sightings.add("retry", "");
    }

    @Override
    public Response onCompleted(@Nullable Response response) {
      if (response == null) {
        throw new IllegalStateException("no response");
      }
      return response;
    }
  }

  /** Says hello, and takes what comes back. */
  private static final class FirstText implements WebSocketListener {

    private final CompletableFuture<String> received;

    FirstText(CompletableFuture<String> received) {
      this.received = received;
    }

    @Override
    public void onOpen(WebSocket socket) {
      var unused = socket.sendTextFrame("hello");
    }

    @Override
    public void onTextFrame(String text, boolean isLast, int reserved) {
      received.complete(text);
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason) {
      received.completeExceptionally(new IOException("closed " + code));
    }

    @Override
    public void onError(Throwable failure) {
      received.completeExceptionally(failure);
    }
  }
}
