package com.example.tenant;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.StreamingHttpClient;
import io.micronaut.http.client.StreamingHttpClientRegistry;
import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.micronaut.http.filter.ClientFilterChain;
import io.micronaut.http.filter.HttpClientFilter;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An application that calls by Micronaut's HTTP client, in a way that is the same from 4.0 on. */
public final class MicronautApplication extends Application {

  private static final String SETTING = "micronaut.http.client.";
  private static final String REQUESTS = "requests";
  private static final int PIECE_BYTES = 10_000;

  /** Held, so that they are not collected together with their levels. */
  private final List<Logger> loggers =
      List.of(HeaderLog.refuseTokens("io.micronaut"), HeaderLog.refuseTokens("io.netty"));

  /** Each has a client, with filters and handlers of its own. */
  private final Map<String, ApplicationContext> contexts = new HashMap<>();

  private volatile boolean isHttp2;

  /** An application that has made no call yet. */
  public MicronautApplication() {}

  @Override
  void answer(Call call) throws Exception {
    var context = contexts.computeIfAbsent(call.protocol + call.options, unused -> context(call));
    var client = context.getBean(StreamingHttpClientRegistry.class).getDefaultStreamingHttpClient();
    var request = request(call);
    try {
      answer(client, call.mode, request);
    } catch (RuntimeException failure) {
      var cause = Exceptions.unwrap(failure);
      sightings.add("failure", String.valueOf(cause.getCause() == null ? cause : cause.getCause()));
    } finally {
      look("built", request);
    }
  }

  private void answer(StreamingHttpClient client, String mode, HttpRequest<?> request)
      throws Exception {
    switch (mode) {
      case "exchange":
        look(client.toBlocking().exchange(request, String.class));
        break;
      case "publisher":
        look(Mono.from(client.exchange(request, String.class)).toFuture().get());
        break;
      default:
        var body = new StringBuilder();
        look(
            Flux.from(client.exchangeStream(request))
                .doOnNext(part -> body.append(part.body().toString(StandardCharsets.UTF_8)))
                .blockLast(),
            body.toString());
    }
  }

  private static MutableHttpRequest<?> request(Call call) {
    var request = HttpRequest.<Object>create(HttpMethod.valueOf(call.method), call.url);
    call.headers.forEach(header -> request.getHeaders().add(header[0], header[1]));
    if (call.has("expect")) {
      request.header(HttpHeaders.EXPECT, "100-continue");
    }
    if (call.has("upload")) {
      return request.contentType(MediaType.TEXT_PLAIN_TYPE).body(stream());
    }
    return call.hasBody()
        ? request.contentType(MediaType.APPLICATION_JSON_TYPE).body(Bodies.TEXT)
        : request;
  }

  private static Flux<String> stream() {
    return Flux.range(0, Bodies.bytes().length / PIECE_BYTES)
        .map(
            piece ->
                new String(
                    Bodies.bytes(), piece * PIECE_BYTES, PIECE_BYTES, StandardCharsets.US_ASCII));
  }

  private ApplicationContext context(Call call) {
    var context =
        ApplicationContext.builder(MicronautApplication.class.getClassLoader())
            .deduceEnvironment(false)
            .properties(settings(call))
            .singletons(new Filter(call.headers("app")))
            .start();
    context
        .getBean(NettyClientCustomizer.Registry.class)
        .register(new Handlers(call.headers("net"), null));
    return context;
  }

  private static Map<String, Object> settings(Call call) {
    var settings = new HashMap<String, Object>();
    settings.put(
        SETTING + "alpn-modes", call.isHttp2() ? List.of("h2", "http/1.1") : List.of("http/1.1"));
    settings.put(SETTING + "log-level", "TRACE");
    settings.put(SETTING + "exception-on-error-status", false);
    var port = call.option("proxy", "");
    if (!port.isEmpty()) {
      settings.put(SETTING + "proxy-type", "HTTP");
      settings.put(SETTING + "proxy-address", "localhost:" + port);
      if (call.has("authenticator")) {
        settings.put(SETTING + "proxy-username", "user");
        settings.put(SETTING + "proxy-password", "password");
      }
    }
    return settings;
  }

  private void look(@Nullable HttpResponse<String> response) {
    look(response, response == null ? "" : response.getBody(String.class).orElse(""));
  }

  private void look(@Nullable HttpResponse<?> response, String body) {
    if (response == null) {
      throw new IllegalStateException("no response");
    }
    sightings.add(
        "response",
        response.code() + (isHttp2 ? " h2" : " http/1.1"),
        response.getHeaders().asMap());
    sightings.add("body", body);
  }

  private void look(String where, HttpRequest<?> request) {
    sightings.add(
        where, request.getMethod() + " " + request.getUri(), request.getHeaders().asMap());
  }

  @Override
  public void close() {
    contexts.values().forEach(ApplicationContext::close);
    loggers.forEach(logger -> logger.setLevel(null));
  }

  /** Adds headers, as a filter of the application's. */
  private final class Filter implements HttpClientFilter {

    private final List<String[]> headers;

    Filter(List<String[]> headers) {
      this.headers = headers;
    }

    @Override
    public Publisher<? extends HttpResponse<?>> doFilter(
        MutableHttpRequest<?> request, ClientFilterChain chain) {
      headers.forEach(header -> request.getHeaders().set(header[0], header[1]));
      look("filter", request);
      return Flux.from(chain.proceed(request)).doOnNext(response -> look("filtered", request));
    }
  }

  /** Adds handlers of the application's to each connection and stream. */
  private final class Handlers implements NettyClientCustomizer {

    private final List<String[]> headers;
    private final @Nullable Channel channel;

    Handlers(List<String[]> headers, @Nullable Channel channel) {
      this.headers = headers;
      this.channel = channel;
    }

    @Override
    public NettyClientCustomizer specializeForChannel(Channel opened, ChannelRole role) {
      return new Handlers(headers, opened);
    }

    @Override
    public void onInitialPipelineBuilt() {
      var tls = channel == null ? null : channel.pipeline().context(SslHandler.class);
      if (channel != null && tls != null) {
        channel.pipeline().addAfter(tls.name(), "bytes", new NettyParts.ByteHandler());
      }
    }

    /** Of a connection of HTTP/1.1 for each request again. */
    @Override
    public void onRequestPipelineBuilt() {
      if (channel == null) {
        return;
      }
      isHttp2 = channel instanceof Http2StreamChannel;
      if (channel.pipeline().get(REQUESTS) != null) {
        channel.pipeline().remove(REQUESTS);
      }
      channel
          .pipeline()
          .addLast(
              REQUESTS,
              new NettyParts.RequestHandler(
                  headers,
                  (request, isWritten) ->
                      sightings.add("written", isWritten + "", NettyParts.map(request.headers()))));
    }
  }
}
