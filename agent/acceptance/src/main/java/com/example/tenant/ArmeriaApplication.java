package com.example.tenant;

import com.example.armeria.ArmeriaParts;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientRequestContext;
import com.linecorp.armeria.client.Clients;
import com.linecorp.armeria.client.HttpClient;
import com.linecorp.armeria.client.SimpleDecoratingHttpClient;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.proxy.ProxyConfig;
import com.linecorp.armeria.client.retry.Backoff;
import com.linecorp.armeria.client.retry.RetryConfig;
import com.linecorp.armeria.client.retry.RetryRule;
import com.linecorp.armeria.client.retry.RetryingClient;
import com.linecorp.armeria.client.websocket.WebSocketClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** An application that calls by Armeria. */
public final class ArmeriaApplication extends Application {

  private static final int PIECE_BYTES = 10_000;
  private static final int ATTEMPTS = 3;

  /** Held, so that they are not collected together with their levels. */
  private final List<Logger> loggers = new ArrayList<>();

  private final Map<String, ClientFactory> factories = new HashMap<>();

  /** An application that has made no call yet. */
  public ArmeriaApplication() {
    loggers.addAll(ArmeriaParts.silent());
    for (var name :
        List.of(
            "com.linecorp.armeria.logging.traffic.client",
            "com.linecorp.armeria.logging.traffic.client.http2")) {
      loggers.add(HeaderLog.refuseTokens(name));
    }
  }

  @Override
  void answer(Call call) throws Exception {
    var factory = factories.computeIfAbsent(call.protocol + call.options, unused -> factory(call));
    ArmeriaParts.expectHttp1(call.url);
    if (call.mode.equals("socket")) {
      sightings.add("socket", socket(factory, call.url));
      return;
    }
    var client =
        ArmeriaParts.client(factory)
            .decorator(delegate -> new Interceptor(delegate, call.headers("net")))
            .decorator(RetryingClient.newDecorator(retries()))
            .decorator(delegate -> new Interceptor(delegate, call.headers("app")))
            .build();
    try (var contexts = Clients.newContextCaptor()) {
      try {
        var response = response(client, call);
        sightings.add(
            "response",
            response.status().code()
                + " "
                + ArmeriaParts.protocol(
                    contexts.get().log().whenComplete().join().sessionProtocol()),
            ArmeriaParts.map(response.headers()));
        sightings.add("body", response.contentUtf8());
      } catch (CompletionException failure) {
        throw new ExecutionException(failure.getCause());
      } finally {
        contexts.getAll().forEach(this::lookForToken);
      }
    }
  }

  private static RetryConfig<HttpResponse> retries() {
    var rule =
        RetryRule.builder(HttpMethod.GET)
            .onUnprocessed()
            .onException(ClosedSessionException.class)
            .thenBackoff(Backoff.withoutDelay());
    return RetryConfig.builder(rule).maxTotalAttempts(ATTEMPTS).build();
  }

  private static ClientFactory factory(Call call) {
    var factory = ArmeriaParts.factory(call.isHttp2());
    var port = call.option("proxy", "");
    if (!port.isEmpty()) {
      var address = new InetSocketAddress("localhost", Integer.parseInt(port));
      factory.proxyConfig(
          call.has("authenticator")
              ? ProxyConfig.connect(address, "user", "password", false)
              : ProxyConfig.connect(address));
    }
    return factory.build();
  }

  private static AggregatedHttpResponse response(WebClient client, Call call)
      throws ExecutionException, InterruptedException {
    var headers =
        RequestHeaders.builder(HttpMethod.valueOf(call.method), ArmeriaParts.url(call.url));
    call.headers.forEach(header -> headers.add(header[0], header[1]));
    if (call.has("expect")) {
      headers.set("Expect", "100-continue");
    }
    if (call.has("upload")) {
      var request = HttpRequest.streaming(headers.build());
      write(request);
      return client.execute(request).aggregate().get();
    }
    if (call.has("duplex")) {
      var request = HttpRequest.streaming(headers.build());
      var response = client.execute(request).aggregate();
      new Thread(() -> write(request), "duplex").start();
      return response.get();
    }
    var request =
        call.hasBody()
            ? HttpRequest.of(headers.build(), HttpData.ofUtf8(Bodies.TEXT))
            : HttpRequest.of(headers.build());
    return call.mode.equals("blockingWeb")
        ? client.blocking().execute(request)
        : client.execute(request).aggregate().get();
  }

  private static void write(HttpRequestWriter request) {
    var bytes = Bodies.bytes();
    for (int at = 0; at < bytes.length; at += PIECE_BYTES) {
      request.write(HttpData.wrap(Arrays.copyOfRange(bytes, at, at + PIECE_BYTES)));
    }
    request.close();
  }

  private void lookForToken(ClientRequestContext context) {
    var log = context.log().partial();
    var seen = String.valueOf(log.children()) + log + context.request();
    if (seen.contains(HeaderLog.TOKEN)) {
      sightings.add("log", "with a token");
    }
  }

  private static String socket(ClientFactory factory, String url)
      throws ExecutionException, InterruptedException {
    var received = new CompletableFuture<String>();
    var session =
        WebSocketClient.builder()
            .factory(factory)
            .build()
            .connect(url.replace("https:", "h1:"))
            .get();
    session.inbound().subscribe(new FirstText(received));
    session.outbound().write("hello");
    return received.get();
  }

  @Override
  public void close() {
    ArmeriaParts.close(factories.values());
  }

  /** Adds headers, and looks at what comes by. */
  private final class Interceptor extends SimpleDecoratingHttpClient {

    private final List<String[]> headers;

    Interceptor(HttpClient delegate, List<String[]> headers) {
      super(delegate);
      this.headers = headers;
    }

    @Override
    public HttpResponse execute(ClientRequestContext context, HttpRequest request)
        throws Exception {
      look("request", request.headers());
      headers.forEach(header -> context.setAdditionalRequestHeader(header[0], header[1]));
      return unwrap().execute(context, request);
    }

    private void look(String where, RequestHeaders seen) {
      sightings.add(where, seen.method() + " " + seen.path(), ArmeriaParts.map(seen));
    }
  }

  /** Takes what comes back. */
  private static final class FirstText implements Subscriber<WebSocketFrame> {

    private final CompletableFuture<String> received;

    FirstText(CompletableFuture<String> received) {
      this.received = received;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(1);
    }

    @Override
    public void onNext(WebSocketFrame frame) {
      received.complete(frame.text());
    }

    @Override
    public void onError(Throwable failure) {
      received.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {}
  }
}
