package com.example.caller;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.StreamingHttpClient;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls by Micronaut's low-level HTTP client, in a way that is the same from 4.0 on. */
final class MicronautCalls implements ClientCalls {

  /** Longer than any token is waited for: a connection that reads nothing is closed. */
  private static final Duration READ_TIMEOUT = Duration.ofMinutes(5);

  /** What Netty adds to a response that has come over HTTP/2. */
  private static final String STREAM_ID = "x-http2-stream-id";

  /** Held, so that they are not collected together with their levels. */
  private static final List<Logger> SILENT =
      List.of(NettyParts.silent("io.micronaut"), NettyParts.silent("io.netty"));

  private final StreamingHttpClient http1 = client("http/1.1");
  private final StreamingHttpClient http2 = client("h2", "http/1.1");

  private static StreamingHttpClient client(String... protocols) {
    var configuration = new DefaultHttpClientConfiguration();
    configuration.setAlpnModes(List.of(protocols));
    configuration.setProxySelector(ProxySelector.getDefault());
    configuration.setReadTimeout(READ_TIMEOUT);
    return StreamingHttpClient.create(null, configuration);
  }

  @Override
  public String make(Call call) throws Exception {
    var client = call.isHttp2() ? http2 : http1;
    var request = request(call);
    try {
      return answer(client, call.mode, request);
    } catch (Exception thrown) {
      var failure = thrown instanceof ExecutionException ? thrown.getCause() : thrown;
      return answer(failure == null ? thrown : Exceptions.unwrap(failure));
    } finally {
      request.getHeaders().getAll(HttpHeaders.AUTHORIZATION).forEach(Call::refuseToken);
    }
  }

  /** A refusal is an exception; some versions say in another what has failed. */
  private static String answer(Throwable failure) throws Exception {
    if (failure instanceof HttpClientResponseException) {
      var response = ((HttpClientResponseException) failure).getResponse();
      return answer(response, response.getBody(String.class).orElse(""));
    }
    var reason = failure instanceof HttpClientException ? failure.getCause() : failure;
    throw reason instanceof Exception ? (Exception) reason : new IllegalStateException(failure);
  }

  private static String answer(StreamingHttpClient client, String mode, HttpRequest<?> request)
      throws ExecutionException, InterruptedException {
    switch (mode) {
      case "exchange":
        return answer(client.toBlocking().exchange(request, Argument.STRING, Argument.STRING));
      case "publisher":
        var response = Mono.from(client.exchange(request, Argument.STRING, Argument.STRING));
        return String.valueOf(response.map(MicronautCalls::answer).toFuture().get());
      default:
        return streamed(client, request);
    }
  }

  private static HttpRequest<?> request(Call call) {
    var request = HttpRequest.<String>create(HttpMethod.valueOf(call.method), call.url);
    for (var header : call.headers) {
      request.getHeaders().add(header[0], Call.value(header[1]));
    }
    return call.hasBody() ? request.contentType(Call.BODY_TYPE).body(Call.BODY) : request;
  }

  private static String streamed(StreamingHttpClient client, HttpRequest<?> request) {
    var body = new StringBuilder();
    var last =
        Flux.from(client.exchangeStream(request, Argument.STRING))
            .doOnNext(part -> body.append(part.body().toString(StandardCharsets.UTF_8)))
            .blockLast();
    return last == null ? "nothing" : answer(last, body.toString());
  }

  private static String answer(HttpResponse<String> response) {
    return answer(response, response.getBody(String.class).orElse(""));
  }

  private static String answer(HttpResponse<?> response, String body) {
    int status = response.code();
    var headers = new HashMap<String, List<String>>();
    for (var name : response.getHeaders().names()) {
      headers.put(name, response.getHeaders().getAll(name));
    }
    var line = status + (headers.remove(STREAM_ID) == null ? " http/1.1" : " h2");
    return Call.isTold(status) ? line + " " + Call.described(headers, body) : line;
  }

  /** The client tells its connection of no cancellation. */
  @Override
  public String cancelled(String way, String url) {
    throw new UnsupportedOperationException(way);
  }

  @Override
  public void close() {
    SILENT.forEach(logger -> logger.setLevel(null));
    http1.close();
    http2.close();
  }
}
