package com.example.tenant;

import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An application that calls by {@code java.net.http.HttpClient}. */
public final class JdkApplication extends Application {

  private final Map<String, HttpClient> clients = new HashMap<>();

  /** An application that has made no call yet. */
  public JdkApplication() {}

  @Override
  void answer(Call call) throws Exception {
    var client = client(call);
    if (call.mode.equals("socket")) {
      JdkSocket.open(client, call, sightings);
      return;
    }
    HttpResponse<String> response;
    if (call.has("push")) {
      response = JdkPush.send(client, request(call), sightings);
    } else if (call.mode.equals("send")) {
      response = client.send(request(call), BodyHandlers.ofString());
    } else {
      response = client.sendAsync(request(call), BodyHandlers.ofString()).get();
    }
    look("response", response);
    sightings.add("body", response.body());
  }

  private void look(String where, HttpResponse<?> response) {
    sightings.add(
        where + ".request",
        response.request().method() + " " + response.uri(),
        response.request().headers().map());
    sightings.add(
        where, response.statusCode() + " " + response.version(), response.headers().map());
    response.previousResponse().ifPresent(previous -> look("previous " + where, previous));
  }

  private HttpClient client(Call call) {
    var key = call.protocol + " " + call.option("proxy", "") + call.has("authenticator");
    return clients.computeIfAbsent(key, unused -> newClient(call));
  }

  private static HttpClient newClient(Call call) {
    var builder =
        HttpClient.newBuilder()
            .version(call.isHttp2() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.ALWAYS);
    var proxy = call.option("proxy", "");
    if (!proxy.isEmpty()) {
      builder.proxy(
          ProxySelector.of(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(proxy))));
    }
    if (call.has("authenticator")) {
      builder.authenticator(new Login());
    }
    return builder.build();
  }

  private static HttpRequest request(Call call) {
    var request = HttpRequest.newBuilder(URI.create(call.url));
    for (var header : call.headers) {
      request.header(header[0], header[1]);
    }
    if (call.has("expect")) {
      request.expectContinue(true);
    }
    return request.method(call.method, body(call)).build();
  }

  private static HttpRequest.BodyPublisher body(Call call) {
    if (call.has("upload")) {
      return BodyPublishers.ofInputStream(Bodies::stream);
    }
    return call.hasBody() ? BodyPublishers.ofString(Bodies.TEXT) : BodyPublishers.noBody();
  }

  private static final class Login extends Authenticator {

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      return new PasswordAuthentication("user", "password".toCharArray());
    }
  }
}
