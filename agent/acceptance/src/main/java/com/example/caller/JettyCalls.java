package com.example.caller;

import com.example.jetty.JettyClient;
import com.example.jetty.JettyRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Calls by Jetty's HttpClient, in a way that is the same from 9.4 to 12.1. */
final class JettyCalls implements ClientCalls {

  private static final int SWITCHING = 101;

  /** Held, so that they are not collected together with their levels. */
  private static final List<Logger> SILENT = List.of(NettyParts.silent("org.eclipse.jetty"));

  private @Nullable JettyClient http1;
  private @Nullable JettyClient http2;

  private synchronized JettyClient of(Call call) {
    boolean hasProxy = System.getProperty("https.proxyHost") != null;
    if (call.isHttp2() && JettyClient.canPreferHttp2(call.url, hasProxy)) {
      http2 = http2 == null ? client(true) : http2;
      return http2;
    }
    http1 = http1 == null ? client(false) : http1;
    return http1;
  }

  private static JettyClient client(boolean isHttp2) {
    var client = new JettyClient(isHttp2).withoutLogin();
    var proxy = System.getProperty("https.proxyHost");
    return proxy == null ? client : client.proxy(proxy, Integer.getInteger("https.proxyPort", 443));
  }

  @Override
  public String make(Call call) throws Exception {
    if (call.mode.equals("jettyUpgrade")) {
      return handshake(call);
    }
    var request = request(call);
    var answer =
        call.mode.equals("jetty") ? request.send() : JettyRequest.answer(request.begin().get());
    look(request);
    int status = answer.status();
    var line = status + (answer.version().equals("HTTP/2.0") ? " h2" : " http/1.1");
    return Call.isTold(status)
        ? line + " " + Call.described(lowerCase(answer.headers()), answer.text())
        : line;
  }

  private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
    var map = new HashMap<String, List<String>>();
    headers.forEach((name, values) -> map.put(name.toLowerCase(Locale.ROOT), values));
    return map;
  }

  private String handshake(Call call) throws InterruptedException {
    try {
      var unused = of(call).socket(call.url);
      return SWITCHING + " handshake";
    } catch (ExecutionException failure) {
      var cause = String.valueOf(failure.getCause());
      return cause.contains("UpgradeException")
          ? cause.replaceAll("(?s).*?\\b([1-5][0-9]{2})\\b.*", "$1") + " handshake"
          : cause;
    }
  }

  private JettyRequest request(Call call) {
    var request = of(call).request(call.method, call.url);
    for (var header : call.headers) {
      if (header[0].equals(Call.REQUEST_TARGET)) {
        request.target(header[1]);
      } else {
        request.header(header[0], Call.value(header[1]));
      }
    }
    if (call.hasBody()) {
      request.body(Call.BODY.getBytes(java.nio.charset.StandardCharsets.UTF_8), Call.BODY_TYPE);
    }
    for (var event : List.of("onRequestBegin", "onRequestHeaders", "onRequestCommit")) {
      request.on(event, JettyCalls::look);
    }
    return request;
  }

  /** Fails if a request shows a token to the application. */
  private static void look(JettyRequest request) {
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (name.toLowerCase(Locale.ROOT).endsWith("authorization")) {
                values.forEach(Call::refuseToken);
              }
            });
  }

  /** A request waits for its token when its connection has been chosen for it. */
  @Override
  public String cancelled(String way, String url) throws Exception {
    var call = Call.parse(way + " GET " + url);
    var request = request(call);
    var queued = new CountDownLatch(1);
    request.on("onRequestQueued", same -> queued.countDown());
    var future = request.begin();
    queued.await();
    request.abort(new IllegalStateException("cancelled by " + URI.create(url).getPath()));
    try {
      return String.valueOf(future.get());
    } catch (ExecutionException failure) {
      return String.valueOf(failure.getCause());
    }
  }

  @Override
  public void close() {
    SILENT.forEach(logger -> logger.setLevel(null));
    for (var client : new JettyClient[] {http1, http2}) {
      if (client != null) {
        client.close();
      }
    }
  }
}
