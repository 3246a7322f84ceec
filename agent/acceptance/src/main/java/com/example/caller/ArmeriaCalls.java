package com.example.caller;

import com.example.armeria.ArmeriaParts;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientRequestContext;
import com.linecorp.armeria.client.Clients;
import com.linecorp.armeria.client.ConnectionPoolListener;
import com.linecorp.armeria.client.ConnectionPoolListenerWrapper;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.proxy.ProxyConfig;
import com.linecorp.armeria.client.proxy.ProxyConfigSelector;
import com.linecorp.armeria.client.websocket.WebSocketClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import io.netty.util.AttributeMap;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** Calls by Armeria. */
final class ArmeriaCalls implements ClientCalls {

  /** Held, so that they are not collected together with their levels. */
  private static final List<Logger> SILENT = ArmeriaParts.silent();

  private static final Pattern STATUS = Pattern.compile("status[=:] ?(\\d{3})");

  private final CompletableFuture<Void> opened1 = new CompletableFuture<>();
  private final CompletableFuture<Void> opened2 = new CompletableFuture<>();
  private final ClientFactory factory1 = factory(false);
  private final ClientFactory factory2 = factory(true);
  private final WebClient http1 = ArmeriaParts.client(factory1).build();
  private final WebClient http2 = ArmeriaParts.client(factory2).build();

  /** A client that follows redirects does not hand on that its response is aborted. */
  private final WebClient plain1 = WebClient.builder().factory(factory1).build();

  private final WebClient plain2 = WebClient.builder().factory(factory2).build();

  private ClientFactory factory(boolean isHttp2) {
    return ArmeriaParts.factory(isHttp2)
        .proxyConfig(new Proxies())
        .connectionPoolListener(new Opening(opened(isHttp2)))
        .build();
  }

  /** Ends when the first connection is there. */
  private CompletableFuture<Void> opened(boolean isHttp2) {
    return isHttp2 ? opened2 : opened1;
  }

  /** The JVM's, which know the protocols by the schemes of URLs alone. */
  private static final class Proxies implements ProxyConfigSelector {

    private final ProxyConfigSelector proxies = ProxyConfigSelector.of(ProxySelector.getDefault());

    @Override
    public ProxyConfig select(SessionProtocol protocol, Endpoint endpoint) {
      return proxies.select(
          protocol.isTls() ? SessionProtocol.HTTPS : SessionProtocol.HTTP, endpoint);
    }

    @Override
    public void connectFailed(
        SessionProtocol protocol, Endpoint endpoint, SocketAddress proxy, Throwable failure) {}
  }

  /** Waits for a connection. */
  private static final class Opening extends ConnectionPoolListenerWrapper {

    private final CompletableFuture<Void> opened;

    Opening(CompletableFuture<Void> opened) {
      super(ConnectionPoolListener.noop());
      this.opened = opened;
    }

    @Override
    public void connectionOpen(
        SessionProtocol protocol,
        InetSocketAddress remote,
        InetSocketAddress local,
        AttributeMap attributes) {
      opened.complete(null);
    }
  }

  @Override
  public String make(Call call) throws Exception {
    if (call.mode.equals("armeriaHandshake")) {
      return handshake(call);
    }
    var client = call.isHttp2() ? http2 : http1;
    var request = request(call);
    try (var contexts = Clients.newContextCaptor()) {
      AggregatedHttpResponse response;
      try {
        response =
            call.mode.equals("blockingWeb")
                ? client.blocking().execute(request)
                : client.execute(request).aggregate().get();
      } finally {
        contexts.getAll().forEach(ArmeriaCalls::look);
      }
      return told(response, contexts.get());
    } catch (CompletionException failure) {
      throw new ExecutionException(failure.getCause());
    }
  }

  private static HttpRequest request(Call call) {
    var headers =
        RequestHeaders.builder(HttpMethod.valueOf(call.method), ArmeriaParts.url(call.url));
    for (var header : call.headers) {
      headers.add(header[0], Call.value(header[1]));
    }
    if (!call.hasBody()) {
      return HttpRequest.of(headers.build());
    }
    headers.set("Content-Type", Call.BODY_TYPE);
    return HttpRequest.of(headers.build(), com.linecorp.armeria.common.HttpData.ofUtf8(Call.BODY));
  }

  private static String told(AggregatedHttpResponse response, ClientRequestContext context) {
    int status = response.status().code();
    var log = context.log().whenComplete().join();
    var line = status + " " + ArmeriaParts.protocol(log.sessionProtocol());
    return Call.isTold(status)
        ? line + " " + Call.described(ArmeriaParts.map(response.headers()), response.contentUtf8())
        : line;
  }

  private static void look(ClientRequestContext context) {
    var log = context.log().partial();
    log.children().forEach(child -> lookAt(child.partial().requestHeaders()));
  }

  private static void lookAt(RequestHeaders headers) {
    Call.refuseToken(headers.get("authorization"));
    Call.refuseToken(headers.get("x-serverless-authorization"));
  }

  private String handshake(Call call) throws InterruptedException {
    try {
      var unused =
          WebSocketClient.builder()
              .factory(factory1)
              .build()
              .connect(call.url.replace("https:", "h1:"))
              .get();
      return "101 handshake";
    } catch (ExecutionException failure) {
      var cause = String.valueOf(failure.getCause());
      var status = STATUS.matcher(cause);
      return status.find() ? status.group(1) + " handshake" : cause;
    }
  }

  /**
   * A request waits for its token when its event loop has given it to the connection. It is
   * cancelled by its response or by its context.
   */
  @Override
  public String cancelled(String way, String url) throws Exception {
    var call = Call.parse(way + " GET " + url);
    var client = call.isHttp2() ? plain2 : plain1;
    try (var contexts = Clients.newContextCaptor()) {
      var response = client.execute(request(call));
      var aggregated = response.aggregate();
      CompletableFuture.anyOf(
              opened(call.isHttp2()), aggregated.handle((received, failure) -> failure))
          .join();
      contexts.get().eventLoop().submit(() -> {}).get();
      if (call.isHttp2()) {
        response.abort();
      } else {
        contexts.getAll().forEach(ClientRequestContext::cancel);
      }
      return "answered " + aggregated.get().status();
    } catch (ExecutionException failure) {
      return String.valueOf(failure.getCause()).replaceAll(".*\\.|:.*", "");
    }
  }

  @Override
  public void close() {
    SILENT.forEach(logger -> logger.setLevel(null));
    ArmeriaParts.close(List.of(factory1, factory2));
  }
}
