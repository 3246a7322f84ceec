package com.example.tenant;

import com.example.jetty.JettyClient;
import com.example.jetty.JettyRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;

/** An application that calls by Jetty's HttpClient, in a way that is the same from 9.4 to 12.1. */
public final class JettyApplication extends Application {

  private static final String BEGIN = "onRequestBegin";
  private static final String HEADERS = "onRequestHeaders";
  private static final String TYPE = "application/json";
  private static final int TIMEOUT_MILLIS = 60_000;

  /** Held, so that they are not collected together with their levels. */
  private final List<Logger> loggers = new ArrayList<>();

  private final Map<String, JettyClient> clients = new HashMap<>();

  /** An application that has made no call yet. */
  public JettyApplication() {
    var log = HeaderLog.refuseTokens("org.eclipse.jetty");
    HeaderLog.refuse(log, JettyApplication::showsToken);
    loggers.add(log);
  }

  /** Also in hexadecimal digits: a dot, and what the second part of a token begins with. */
  private static boolean showsToken(String line) {
    return line.contains("2e65794a") || line.contains("2E65794A");
  }

  @Override
  void answer(Call call) throws Exception {
    // By this Jetty finds what negotiates HTTP/2, also on the threads that it starts.
    Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    var client =
        clients.computeIfAbsent(call.isHttp2() + "" + call.options, unused -> client(call));
    if (call.mode.equals("socket")) {
      sightings.add("socket", client.socket(call.url));
      return;
    }
    var request = request(client, call);
    var answer =
        call.mode.equals("jetty") ? request.send() : JettyRequest.answer(request.begin().get());
    sightings.add(
        "response",
        answer.status() + (answer.version().equals("HTTP/2.0") ? " h2" : " http/1.1"),
        answer.headers());
    sightings.add("body", answer.text());
    look("request after", request);
  }

  private JettyRequest request(JettyClient client, Call call) {
    var request = client.request(call.method, call.url).timeout(TIMEOUT_MILLIS);
    call.headers.forEach(header -> request.header(header[0], header[1]));
    if (call.has("expect")) {
      request.header("Expect", "100-continue");
    }
    if (call.has("upload") || call.has("duplex")) {
      request.body(Bodies.stream(), TYPE);
    } else if (call.has("fixed")) {
      request.body(Bodies.bytes(), TYPE);
    } else if (call.hasBody()) {
      request.body(Bodies.TEXT.getBytes(StandardCharsets.UTF_8), TYPE);
    }
    look("request before", request);
    request.on(BEGIN, same -> add(call.headers("app"), same));
    request.on(HEADERS, same -> add(call.headers("net"), same));
    for (var event :
        List.of(BEGIN, HEADERS, "onResponseBegin", "onResponseHeaders", "onResponseSuccess")) {
      request.on(event, same -> look(event, same));
    }
    for (var event : List.of("onRequestQueued", "onRequestCommit", "onRequestSuccess")) {
      request.on(event, same -> lookForToken(event, same));
    }
    return request;
  }

  /** When this is called depends on the threads, so that it tells nothing else. */
  private void lookForToken(String where, JettyRequest request) {
    if (request.headers().toString().contains(HeaderLog.TOKEN)) {
      sightings.add(where, "with a token");
    }
  }

  private static void add(List<String[]> headers, JettyRequest request) {
    headers.forEach(header -> request.header(header[0], header[1]));
  }

  private static boolean isHttp2(Call call) {
    return call.isHttp2()
        && JettyClient.canPreferHttp2(call.url, !call.option("proxy", "").isEmpty());
  }

  private static JettyClient client(Call call) {
    var port = call.option("proxy", "");
    var client = new JettyClient(isHttp2(call)).oneConnection();
    if (!port.isEmpty()) {
      client.proxy("localhost", Integer.parseInt(port));
    }
    if (call.has("authenticator")) {
      var url = port.isEmpty() ? call.url : "http://localhost:" + port;
      client.login(url, "<<ANY_REALM>>", "user", "password");
    } else {
      client.withoutLogin();
    }
    return client;
  }

  private void look(String where, JettyRequest request) {
    sightings.add(where, request.line(), request.headers());
  }

  @Override
  public void close() {
    clients.values().forEach(JettyClient::close);
  }
}
