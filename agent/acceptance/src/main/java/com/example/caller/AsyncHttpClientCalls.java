package com.example.caller;

import io.netty.channel.Channel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;
import org.asynchttpclient.AsyncCompletionHandler;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.BoundRequestBuilder;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Dsl;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.Response;
import org.asynchttpclient.netty.request.NettyRequest;
import org.asynchttpclient.ws.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** Calls by AsyncHttpClient, in a way that is the same from 2.12 on. */
final class AsyncHttpClientCalls implements ClientCalls {

  /** Held, so that they are not collected together with their levels. */
  private static final List<Logger> SILENT =
      List.of(NettyParts.silent("org.asynchttpclient"), NettyParts.silent("io.netty"));

  private final AsyncHttpClient client = client();

  private static AsyncHttpClient client() {
    return Dsl.asyncHttpClient(
        new DefaultAsyncHttpClientConfig.Builder()
            .setFollowRedirect(true)
            .setUseProxySelector(true)
            .setThreadFactory(new DefaultThreadFactory("calls", true)));
  }

  @Override
  public String make(Call call) throws Exception {
    if (call.mode.equals("upgrade")) {
      return handshake(call);
    }
    var request = request(call);
    var response =
        call.mode.equals("future")
            ? request.execute().get()
            : request.execute(new Handler()).toCompletableFuture().get();
    int status = response.getStatusCode();
    var line = status + " http/1.1";
    return Call.isTold(status)
        ? line
            + " "
            + Call.described(NettyParts.map(response.getHeaders()), response.getResponseBody())
        : line;
  }

  private String handshake(Call call) throws InterruptedException {
    var handler = new Handshake();
    try {
      var unused = client.prepareGet(call.url.replace("https:", "wss:")).execute(handler).get();
    } catch (ExecutionException failure) {
      if (handler.status == 0) {
        return String.valueOf(failure.getCause());
      }
    }
    return handler.status + " handshake";
  }

  private BoundRequestBuilder request(Call call) {
    var request = client.prepare(call.method, call.url);
    for (var header : call.headers) {
      request.addHeader(header[0], Call.value(header[1]));
    }
    if (call.hasBody()) {
      request.setHeader("Content-Type", Call.BODY_TYPE).setBody(Call.BODY);
    }
    return request;
  }

  /** A request waits for its token when its event loop has done what sends it. */
  @Override
  public String cancelled(String way, String url) throws Exception {
    var call = Call.parse(way + " GET " + url);
    var handler = new Handler();
    var response = request(call).execute(handler);
    handler.sends.await();
    response.cancel(true);
    return response.isCancelled() ? "cancelled" : "not cancelled";
  }

  @Override
  public void close() {
    SILENT.forEach(logger -> logger.setLevel(null));
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Handshake extends WebSocketUpgradeHandler {

    private volatile int status;

    Handshake() {
      super(List.of());
    }

    @Override
    protected void onStatusReceived0(HttpResponseStatus received) {
      status = received.getStatusCode();
    }
  }

  /** Looks at what is sent, and when. */
  private static final class Handler extends AsyncCompletionHandler<Response> {

    final CountDownLatch sends = new CountDownLatch(1);
    private volatile @Nullable Channel channel;

    @Override
    public void onTcpConnectSuccess(InetSocketAddress address, Channel connection) {
      channel = connection;
    }

    @Override
    public void onConnectionPooled(Channel connection) {
      channel = connection;
    }

    @Override
    public void onRequestSend(NettyRequest request) {
      NettyParts.look(request.getHttpRequest().headers());
      var used = channel;
      if (used != null) {
        used.eventLoop().execute(sends::countDown);
      }
    }

    @Override
    public Response onCompleted(@Nullable Response response) {
      if (response == null) {
        throw new IllegalStateException("no response");
      }
      return response;
    }
  }
}
