package com.example.caller;

import io.helidon.common.tls.Tls;
import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webclient.api.DnsAddressLookup;
import io.helidon.webclient.api.HttpClientRequest;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.http2.Http2ClientResponse;
import io.helidon.webclient.spi.DnsResolver;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Calls by Helidon's WebClient, in a way that is the same from 4.0 on. */
final class HelidonCalls implements ClientCalls {

  /** Longer than any token is waited for. */
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final WebClient client =
      WebClient.builder()
          .protocolPreference(List.of("h2", "http/1.1"))
          .relativeUris(true)
          .proxy(Proxy.create())
          .dnsResolver(new Resolver())
          .readTimeout(TIMEOUT)
          .tls(Tls.builder().build())
          .build();

  @Override
  public String make(Call call) throws Exception {
    if (call.mode.equals("web")) {
      return answer(call);
    }
    var answer = new CompletableFuture<String>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(answer(call));
              } catch (RuntimeException failure) {
                answer.completeExceptionally(failure);
              }
            });
    try {
      return answer.get();
    } catch (ExecutionException failure) {
      throw (Exception) failure.getCause();
    }
  }

  private String answer(Call call) {
    var request = client.method(Method.create(call.method)).uri(URI.create(call.url));
    if (!call.isHttp2() || call.url.startsWith("http:")) {
      request.protocolId("http/1.1");
    }
    for (var header : call.headers) {
      request.headers(
          headers -> headers.add(HeaderValues.create(header[0], Call.value(header[1]))));
    }
    try (var response = sent(request, call)) {
      int status = response.status().code();
      var line = status + (response instanceof Http2ClientResponse ? " h2" : " http/1.1");
      if (!Call.isTold(status)) {
        return line;
      }
      var headers = new HashMap<String, List<String>>();
      for (Header header : response.headers()) {
        headers.put(header.headerName().lowerCase(), header.allValues());
      }
      return line + " " + Call.described(headers, response.as(String.class));
    }
  }

  private static HttpClientResponse sent(HttpClientRequest request, Call call) {
    return call.hasBody()
        ? request
            .headers(headers -> headers.set(HeaderValues.create("Content-Type", Call.BODY_TYPE)))
            .submit(Call.BODY)
        : request.request();
  }

  /** A call is cancelled by nothing but an interruption. */
  @Override
  public String cancelled(String way, String url) {
    throw new UnsupportedOperationException(way);
  }

  @Override
  public void close() {
    client.closeResource();
  }

  /** Behind a proxy no name has an address, and this client wants one all the same. */
  private static final class Resolver implements DnsResolver {

    @Override
    public InetAddress resolveAddress(String hostname, DnsAddressLookup lookup) {
      try {
        return System.getProperty("https.proxyHost") == null
            ? InetAddress.getByName(hostname)
            : InetAddress.getByAddress(hostname, InetAddress.getLoopbackAddress().getAddress());
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }
}
