package com.example.caller;

import com.example.ktor.KtorParts;
import io.ktor.client.HttpClient;
import io.ktor.client.request.HttpRequestBuilder;
import io.ktor.client.statement.HttpResponse;
import io.ktor.http.ContentType;
import io.ktor.http.Headers;
import io.ktor.http.content.OutgoingContent;
import io.ktor.http.content.TextContent;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** Calls by Ktor on its CIO engine, in a way that is the same from 2.3 on. */
final class KtorCalls implements ClientCalls {

  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final HttpClient http = client("http", HTTP);
  private final HttpClient https = client("https", HTTPS);

  private static HttpClient client(String scheme, int port) {
    var host = System.getProperty(scheme + ".proxyHost");
    return KtorParts.client(
        config -> {
          if (host != null) {
            int proxyPort = Integer.getInteger(scheme + ".proxyPort", port);
            KtorParts.engine(config, engine -> engine.setProxy(KtorParts.proxy(host, proxyPort)));
          }
        });
  }

  @Override
  public String make(Call call) throws Exception {
    if (call.mode.equals("ktorHandshake")) {
      return handshake(call);
    }
    var sent = KtorParts.sent(client(call.url), request(call));
    var response =
        call.mode.equals("coroutine") ? KtorParts.await(sent) : KtorParts.start(sent).get();
    look(response);
    int status = response.getStatus().getValue();
    var line = status + " " + response.getVersion();
    return Call.isTold(status)
        ? line
            + " "
            + Call.described(
                KtorParts.map(response.getHeaders().entries()), KtorParts.text(response))
        : line;
  }

  /** The number of the status is in a message alone. */
  private static String handshake(Call call) throws InterruptedException {
    try (var client = KtorParts.socketClient()) {
      var unused = KtorParts.start(KtorParts.socket(client, call.url)).get();
      return "101 handshake";
    } catch (ExecutionException failure) {
      return String.valueOf(failure.getCause())
              .replaceAll("(?s).* (?:but was|invalid:) ([0-9]+).*", "$1")
          + " handshake";
    }
  }

  private HttpClient client(String url) {
    return url.startsWith("https:") ? https : http;
  }

  private static HttpRequestBuilder request(Call call) {
    var request = KtorParts.request(call.method, call.url);
    for (var header : call.headers) {
      request.getHeaders().append(header[0], Call.value(header[1]));
    }
    if (call.hasBody()) {
      request.setBody(
          new TextContent(Call.BODY, ContentType.Companion.parse(Call.BODY_TYPE), null));
    }
    return request;
  }

  private static void look(HttpResponse response) {
    var headers = response.getCall().getRequest().getHeaders();
    for (var header : headers.entries()) {
      if (header.getKey().toLowerCase(Locale.ROOT).endsWith("authorization")) {
        header.getValue().forEach(Call::refuseToken);
      }
    }
  }

  /** A request waits for its token when the agent has looked at it and let its thread go. */
  @Override
  public String cancelled(String way, String url) throws Exception {
    var call = Call.parse(way + " HTTP/1.1 GET " + url);
    var request = request(call);
    var asked = new CountDownLatch(1);
    request.setBody(
        new OutgoingContent.NoContent() {
          @Override
          public Headers getHeaders() {
            asked.countDown();
            return super.getHeaders();
          }
        });
    var response = KtorParts.start(KtorParts.sent(client(url), request));
    asked.await();
    while (isDecided()) {
      Thread.onSpinWait();
    }
    var parts = KtorParts.parts(request);
    response.cancel(true);
    KtorParts.join(parts);
    return response.isCancelled() && !parts.isEmpty() ? "cancelled" : "not cancelled";
  }

  /** Whether a thread is on its way through the engine. */
  private static boolean isDecided() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getClassName().startsWith("io.ktor.client.engine.cio."));
  }

  @Override
  public void close() {
    http.close();
    https.close();
  }
}
