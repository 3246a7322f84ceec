package com.example.tenant;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.webclient.api.DnsAddressLookup;
import io.helidon.webclient.api.HttpClientRequest;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.api.WebClientServiceRequest;
import io.helidon.webclient.api.WebClientServiceResponse;
import io.helidon.webclient.http2.Http2ClientResponse;
import io.helidon.webclient.spi.DnsResolver;
import io.helidon.webclient.spi.WebClientService;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;

/** An application that calls by Helidon's WebClient, in a way that is the same from 4.0 on. */
public final class HelidonApplication extends Application {

  private static final int PIECE_BYTES = 10_000;

  /** Held, so that it is not collected together with its level. */
  private final Logger logger = HeaderLog.refuseTokens("io.helidon");

  private final Map<String, WebClient> clients = new HashMap<>();

  /** An application that has made no call yet. */
  public HelidonApplication() {}

  @Override
  void answer(Call call) throws Exception {
    if (call.mode.equals("web")) {
      make(call);
      return;
    }
    var done = new CompletableFuture<Boolean>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                make(call);
                done.complete(true);
              } catch (RuntimeException failure) {
                done.completeExceptionally(failure);
              }
            });
    try {
      var unused = done.get();
    } catch (ExecutionException failure) {
      throw (Exception) failure.getCause();
    }
  }

  /** The client finds its protocols by the loader of the thread. */
  private void make(Call call) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(HelidonApplication.class.getClassLoader());
    try {
      send(call);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void send(Call call) {
    var client = clients.computeIfAbsent(call.protocol + call.options, unused -> client(call));
    var request = client.method(Method.create(call.method)).uri(URI.create(call.url));
    // What a server makes of a question for HTTP/2 in clear text is no business of the agent's.
    if (!call.isHttp2() || call.url.startsWith("http:") || call.url.contains("=http%3A")) {
      request.protocolId("http/1.1");
    }
    for (var header : call.headers) {
      request.headers(headers -> headers.add(HeaderValues.create(header[0], header[1])));
    }
    if (call.has("expect")) {
      request.headers(headers -> headers.set(HeaderValues.EXPECT_100));
    }
    try (var response = sent(request, call)) {
      sightings.add(
          "response",
          response.status().code()
              + (response instanceof Http2ClientResponse ? " h2" : " http/1.1"),
          map(response.headers()));
      sightings.add("body", response.entity().hasEntity() ? response.as(String.class) : "");
    } finally {
      sightings.add("built", request.resolvedUri() + "", map(request.headers()));
    }
  }

  private static HttpClientResponse sent(HttpClientRequest request, Call call) {
    if (call.has("upload")) {
      return request.outputStream(
          out -> {
            for (int at = 0; at < Bodies.bytes().length; at += PIECE_BYTES) {
              out.write(Bodies.bytes(), at, PIECE_BYTES);
            }
            out.close();
          });
    }
    return call.hasBody() ? request.submit(Bodies.TEXT) : request.request();
  }

  private WebClient client(Call call) {
    var builder = WebClient.builder();
    var port = call.option("proxy", "");
    if (port.isEmpty()) {
      builder.proxy(Proxy.noProxy());
    } else {
      var proxy =
          Proxy.builder().type(Proxy.ProxyType.HTTP).host("localhost").port(Integer.parseInt(port));
      if (call.has("authenticator")) {
        proxy.username("user").password("password".toCharArray());
      }
      builder.proxy(proxy.build()).dnsResolver(new Resolver());
    }
    return builder
        .protocolPreference(List.of("h2", "http/1.1"))
        // Over HTTP/2 that wait sometimes ends in a time-out, with the agent or without.
        .sendExpectContinue(!call.isHttp2())
        .addService(new Service(call.headers("app")))
        .addService(new Service(call.headers("net")))
        .servicesDiscoverServices(false)
        .build();
  }

  private static Map<String, List<String>> map(Headers headers) {
    var map = new HashMap<String, List<String>>();
    for (Header header : headers) {
      map.put(header.name(), header.allValues());
    }
    return map;
  }

  @Override
  public void close() {
    clients.values().forEach(WebClient::closeResource);
    logger.setLevel(null);
  }

  /** Adds headers, and looks at what is sent and received. */
  private final class Service implements WebClientService {

    private final List<String[]> headers;

    Service(List<String[]> headers) {
      this.headers = headers;
    }

    @Override
    public WebClientServiceResponse handle(Chain chain, WebClientServiceRequest request) {
      headers.forEach(header -> request.headers().set(HeaderValues.create(header[0], header[1])));
      sightings.add("service", request.uri().host(), map(request.headers()));
      request.whenSent().thenAccept(sent -> sightings.add("sent", "", map(sent.headers())));
      var response = chain.proceed(request);
      sightings.add("served", "", map(response.serviceRequest().headers()));
      return response;
    }
  }

  /** Behind a proxy no name has an address, and this client wants one all the same. */
  private static final class Resolver implements DnsResolver {

    @Override
    public InetAddress resolveAddress(String hostname, DnsAddressLookup lookup) {
      try {
        return hostname.equals("localhost")
            ? InetAddress.getLoopbackAddress()
            : InetAddress.getByAddress(hostname, InetAddress.getLoopbackAddress().getAddress());
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }
}
