package com.example.tenant;

import com.example.ktor.KtorParts;
import io.ktor.client.HttpClient;
import io.ktor.client.request.HttpRequest;
import io.ktor.client.request.HttpRequestBuilder;
import io.ktor.http.ContentType;
import io.ktor.http.content.TextContent;
import java.util.HashMap;
import java.util.Map;

/** An application that calls by Ktor on its CIO engine, in a way that is the same from 2.3 on. */
public final class KtorApplication extends Application {

  private final Map<String, HttpClient> clients = new HashMap<>();

  /** An application that has made no call yet. */
  public KtorApplication() {}

  @Override
  void answer(Call call) throws Exception {
    if (call.mode.equals("socket")) {
      var client = clients.computeIfAbsent(call.mode, mode -> KtorParts.socketClient());
      var socket = KtorParts.await(KtorParts.socket(client, call.url));
      look("handshake", socket.getCall().getRequest());
      sightings.add("socket", KtorParts.exchange(socket, "hello"));
      return;
    }
    var client = clients.computeIfAbsent(call.option("proxy", ""), KtorApplication::client);
    var request = request(call);
    sightings.add(
        "built", call.method + " " + call.url, KtorParts.map(request.getHeaders().entries()));
    var sent = KtorParts.sent(client, request);
    var response =
        call.mode.equals("coroutine") ? KtorParts.await(sent) : KtorParts.start(sent).get();
    look("sent", response.getCall().getRequest());
    sightings.add(
        "response",
        response.getStatus().getValue() + " " + response.getVersion(),
        KtorParts.map(response.getHeaders().entries()));
    sightings.add("body", KtorParts.text(response));
    sightings.add("afterwards", call.url, KtorParts.map(request.getHeaders().entries()));
  }

  private static HttpClient client(String proxyPort) {
    return KtorParts.client(
        config -> {
          if (!proxyPort.isEmpty()) {
            int port = Integer.parseInt(proxyPort);
            KtorParts.engine(config, engine -> engine.setProxy(KtorParts.proxy("localhost", port)));
          }
        });
  }

  private static HttpRequestBuilder request(Call call) {
    var request = KtorParts.request(call.method, call.url);
    call.headers.forEach(header -> request.getHeaders().append(header[0], header[1]));
    if (call.has("expect")) {
      request.getHeaders().append("Expect", "100-continue");
    }
    if (call.has("upload")) {
      request.setBody(KtorParts.upload(Bodies.bytes()));
    } else if (call.hasBody()) {
      request.setBody(
          new TextContent(Bodies.TEXT, ContentType.Companion.parse("application/json"), null));
    }
    return request;
  }

  private void look(String where, HttpRequest request) {
    sightings.add(
        where,
        request.getMethod().getValue() + " " + request.getUrl(),
        KtorParts.map(request.getHeaders().entries()));
  }

  @Override
  public void close() {
    clients.values().forEach(HttpClient::close);
  }
}
