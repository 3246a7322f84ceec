package com.example.ktor;

import io.ktor.client.HttpClient;
import io.ktor.client.HttpClientConfig;
import io.ktor.client.HttpClientKt;
import io.ktor.client.engine.cio.CIO;
import io.ktor.client.engine.cio.CIOEngineConfig;
import io.ktor.client.plugins.websocket.BuildersKt;
import io.ktor.client.plugins.websocket.DefaultClientWebSocketSession;
import io.ktor.client.request.HttpRequestBuilder;
import io.ktor.client.request.HttpRequestKt;
import io.ktor.client.statement.HttpResponse;
import io.ktor.client.statement.HttpResponseKt;
import io.ktor.client.statement.HttpStatement;
import io.ktor.http.ContentType;
import io.ktor.http.HttpMethod;
import io.ktor.http.content.OutgoingContent;
import io.ktor.http.content.OutputStreamContent;
import io.ktor.websocket.Frame;
import io.ktor.websocket.FrameCommonKt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.sequences.SequencesKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.TimeoutKt;
import kotlinx.coroutines.future.FutureKt;
import org.jspecify.annotations.Nullable;

/** Ktor in a way that is the same from 2.3 on. */
public final class KtorParts {

  /** Longer than any token is waited for. */
  private static final long TIMEOUT_MILLIS = 300_000;

  private static final int CONNECTIONS = 500;
  private static final int PIECE_BYTES = 10_000;

  private KtorParts() {}

  /** A function that suspends, as the Kotlin compiler makes one. */
  public interface Suspending<T> {
    /**
     * Does something.
     *
     * @param continuation goes on with the result
     * @return the result, or that there is none yet
     */
    @Nullable Object run(Continuation<? super T> continuation);
  }

  /**
   * A client.
   *
   * @param settings what is set beside what every client of these programs has
   */
  public static HttpClient client(Consumer<HttpClientConfig<CIOEngineConfig>> settings) {
    return HttpClientKt.HttpClient(
        CIO.INSTANCE,
        config -> {
          config.engine(
              engine -> {
                engine.setRequestTimeout(TIMEOUT_MILLIS);
                engine.getEndpoint().setMaxConnectionsPerRoute(CONNECTIONS);
                return Unit.INSTANCE;
              });
          settings.accept(config);
          return Unit.INSTANCE;
        });
  }

  /** The settings of the engine. */
  public static void engine(
      HttpClientConfig<CIOEngineConfig> config, Consumer<CIOEngineConfig> settings) {
    config.engine(
        engine -> {
          settings.accept(engine);
          return Unit.INSTANCE;
        });
  }

  /** A proxy that speaks HTTP. */
  public static Proxy proxy(String host, int port) {
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
  }

  /** A request that is not sent yet. */
  public static HttpRequestBuilder request(String method, String url) {
    var request = new HttpRequestBuilder();
    request.setMethod(new HttpMethod(method));
    HttpRequestKt.url(request, url);
    return request;
  }

  /** The response, all of which has come. */
  public static Suspending<HttpResponse> sent(HttpClient client, HttpRequestBuilder request) {
    return continuation -> new HttpStatement(request, client).execute(continuation);
  }

  /** The same, which is cancelled if it takes too long. */
  public static <T> Suspending<T> inTime(long millis, Suspending<T> what) {
    return outer ->
        TimeoutKt.withTimeout(millis, (scope, continuation) -> what.run(continuation), outer);
  }

  /** A client for WebSockets, which says with what status a handshake was refused. */
  public static HttpClient socketClient() {
    return client(
        config -> {
          config.setExpectSuccess(true);
          BuildersKt.WebSockets(config, settings -> Unit.INSTANCE);
        });
  }

  /** Opens a WebSocket. */
  public static Suspending<DefaultClientWebSocketSession> socket(HttpClient client, String url) {
    return continuation ->
        BuildersKt.webSocketSession(
            client, url.replace("https:", "wss:"), request -> Unit.INSTANCE, continuation);
  }

  /** Says something over a WebSocket, and returns what comes back. */
  public static String exchange(DefaultClientWebSocketSession socket, String text)
      throws InterruptedException {
    Suspending<Unit> sending = continuation -> socket.send(new Frame.Text(text), continuation);
    var unused = await(sending);
    Suspending<Frame> receiving = continuation -> socket.getIncoming().receive(continuation);
    return FrameCommonKt.readText((Frame.Text) await(receiving));
  }

  /** The body of a response as text. */
  public static String text(HttpResponse response) throws InterruptedException {
    return await(
        continuation -> HttpResponseKt.bodyAsText(response, StandardCharsets.UTF_8, continuation));
  }

  /** Does something in a coroutine of the thread that calls. */
  public static <T> T await(Suspending<T> what) throws InterruptedException {
    return kotlinx.coroutines.BuildersKt.runBlocking(
        EmptyCoroutineContext.INSTANCE, (scope, continuation) -> what.run(continuation));
  }

  /** Does something in a coroutine that no thread waits for; cancelling the future cancels it. */
  public static <T> CompletableFuture<T> start(Suspending<T> what) {
    return FutureKt.future(
        GlobalScope.INSTANCE,
        EmptyCoroutineContext.INSTANCE,
        CoroutineStart.DEFAULT,
        (scope, continuation) -> what.run(continuation));
  }

  /** The coroutines that a request has at the moment. */
  public static List<Job> parts(HttpRequestBuilder request) {
    return SequencesKt.toList(request.getExecutionContext().getChildren());
  }

  /** Returns when coroutines have ended. */
  public static void join(List<Job> jobs) throws InterruptedException {
    for (var job : jobs) {
      Suspending<Unit> end = job::join;
      var unused = await(end);
    }
  }

  /** Headers by their names in lower case. */
  public static Map<String, List<String>> map(Set<Map.Entry<String, List<String>>> entries) {
    var map = new HashMap<String, List<String>>();
    entries.forEach(entry -> map.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
    return map;
  }

  /** A body that comes in pieces. */
  public static OutgoingContent upload(byte[] bytes) {
    return new OutputStreamContent(
        (out, continuation) -> {
          try {
            for (int at = 0; at < bytes.length; at += PIECE_BYTES) {
              out.write(bytes, at, Math.min(PIECE_BYTES, bytes.length - at));
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return Unit.INSTANCE;
        },
        ContentType.Companion.parse("text/plain"),
        null,
        null);
  }
}
