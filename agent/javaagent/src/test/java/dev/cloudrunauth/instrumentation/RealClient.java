package dev.cloudrunauth.instrumentation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.proxy.ProxyConfig;
import dev.cloudrunauth.local.LocalCloudRun;
import io.ktor.client.HttpClientKt;
import io.ktor.client.engine.cio.CIO;
import io.ktor.client.request.HttpRequestBuilder;
import io.ktor.client.request.HttpRequestKt;
import io.ktor.client.statement.HttpStatement;
import io.ktor.http.ContentType;
import io.ktor.http.content.TextContent;
import io.netty.handler.ssl.SslContextBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import kotlin.Unit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;
import reactor.netty.transport.ProxyProvider;

/**
 * The HTTP clients of this JVM, with each way to make a call: the POST of a few bytes. For one test
 * at a time, which closes them.
 */
@SuppressWarnings("ImmutableEnumChecker") // clients, as long as a test runs
enum RealClient {
  SEND("java.net.http.HttpClient", false) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      return jdk(cloudRun).send(jdkRequest(url), BodyHandlers.discarding()).statusCode();
    }
  },
  SEND_ASYNC_HTTP_2("java.net.http.HttpClient", true) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      return jdk(cloudRun)
          .sendAsync(jdkRequest(url), BodyHandlers.discarding())
          .thenApply(HttpResponse::statusCode)
          .get();
    }
  },
  EXECUTE("OkHttp", false) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      try (var response = okHttp(cloudRun).newCall(okHttpRequest(url)).execute()) {
        return response.code();
      }
    }
  },
  ENQUEUE_HTTP_2("OkHttp", true) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      var code = new CompletableFuture<Integer>();
      okHttp(cloudRun)
          .newCall(okHttpRequest(url))
          .enqueue(
              new Callback() {
                @Override
                public void onFailure(Call call, IOException failure) {
                  code.completeExceptionally(failure);
                }

                @Override
                public void onResponse(Call call, Response response) {
                  response.close();
                  code.complete(response.code());
                }
              });
      return code.get();
    }
  },
  CONNECTION("HttpURLConnection", false) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      var proxy = new Proxy(Proxy.Type.HTTP, proxy(cloudRun));
      var connection = (HttpsURLConnection) URI.create(url).toURL().openConnection(proxy);
      connection.setSSLSocketFactory(tls(trust(cloudRun)).getSocketFactory());
      connection.setRequestMethod("POST");
      connection.setRequestProperty("Content-Type", TYPE);
      connection.setDoOutput(true);
      try (var body = connection.getOutputStream()) {
        body.write(BODY.getBytes(UTF_8));
      }
      int status = connection.getResponseCode();
      var in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
      if (in != null) {
        in.readAllBytes();
        in.close();
      }
      return status;
    }
  },
  APACHE_5("Apache HttpClient 5", false) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      var proxy = proxy(cloudRun);
      var connections =
          PoolingHttpClientConnectionManagerBuilder.create()
              .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls(trust(cloudRun))))
              .build();
      var request = new HttpPost(url);
      request.setEntity(
          new org.apache.hc.core5.http.io.entity.StringEntity(
              BODY, org.apache.hc.core5.http.ContentType.APPLICATION_JSON));
      try (var client =
          HttpClients.custom()
              .setConnectionManager(connections)
              .setProxy(new HttpHost("http", proxy.getAddress(), proxy.getPort()))
              .build()) {
        return client.execute(request, response -> response.getCode());
      }
    }
  },
  APACHE_4("Apache HttpClient 4", false) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      var proxy = proxy(cloudRun);
      var request = new org.apache.http.client.methods.HttpPost(url);
      request.setEntity(
          new org.apache.http.entity.StringEntity(
              BODY, org.apache.http.entity.ContentType.APPLICATION_JSON));
      try (var client =
              org.apache.http.impl.client.HttpClients.custom()
                  .setSSLContext(tls(trust(cloudRun)))
                  .setProxy(new org.apache.http.HttpHost(proxy.getAddress(), proxy.getPort()))
                  .build();
          var response = client.execute(request)) {
        return response.getStatusLine().getStatusCode();
      }
    }
  },
  APACHE_ASYNC_5("Apache HttpAsyncClient 5", false) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      return apacheAsync(cloudRun, url, HttpVersionPolicy.FORCE_HTTP_1);
    }
  },
  APACHE_ASYNC_5_HTTP_2("Apache HttpAsyncClient 5", true) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      return apacheAsync(cloudRun, url, HttpVersionPolicy.NEGOTIATE);
    }
  },
  APACHE_ASYNC_4("Apache HttpAsyncClient 4", false) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      var proxy = proxy(cloudRun);
      var request = new org.apache.http.client.methods.HttpPost(url);
      request.setEntity(
          new org.apache.http.entity.StringEntity(
              BODY, org.apache.http.entity.ContentType.APPLICATION_JSON));
      try (var client =
          org.apache.http.impl.nio.client.HttpAsyncClients.custom()
              .setSSLContext(tls(trust(cloudRun)))
              .setProxy(new org.apache.http.HttpHost(proxy.getAddress(), proxy.getPort()))
              .build()) {
        client.start();
        return client.execute(request, null).get().getStatusLine().getStatusCode();
      }
    }
  },
  REACTOR("Netty (Reactor Netty, AsyncHttpClient, Vert.x, Micronaut, Armeria)", false) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      return reactor(cloudRun, url, Http11SslContextSpec.forClient(), HttpProtocol.HTTP11);
    }
  },
  REACTOR_HTTP_2("Netty (Reactor Netty, AsyncHttpClient, Vert.x, Micronaut, Armeria)", true) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      return reactor(cloudRun, url, Http2SslContextSpec.forClient(), HttpProtocol.H2);
    }
  },
  ARMERIA("Netty (Reactor Netty, AsyncHttpClient, Vert.x, Micronaut, Armeria)", false) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      return armeria(cloudRun, url.replace("https:", "h1:"));
    }
  },
  ARMERIA_HTTP_2("Netty (Reactor Netty, AsyncHttpClient, Vert.x, Micronaut, Armeria)", true) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      return armeria(cloudRun, url.replace("https:", "h2:"));
    }
  },
  VERTX_HTTP_2("Netty (Reactor Netty, AsyncHttpClient, Vert.x, Micronaut, Armeria)", true) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      return vertx(cloudRun, url);
    }
  },
  JETTY("Jetty's HttpClient", false) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      return jetty(cloudRun, url, false);
    }
  },
  JETTY_HTTP_2("Jetty's HttpClient", true) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      return jetty(cloudRun, url, true);
    }
  },
  KTOR("Ktor's CIO engine", false) {
    @Override
    int post(LocalCloudRun cloudRun, String url) throws Exception {
      return ktor(cloudRun, url);
    }
  };

  private static final String BODY = "{\"text\":\"a body\"}";
  private static final String TYPE = "application/json";

  /** As the log calls it. */
  final String name;

  final boolean isHttp2;

  private @Nullable HttpClient jdk;
  private @Nullable OkHttpClient okHttp;

  RealClient(String name, boolean isHttp2) {
    this.name = name;
    this.isHttp2 = isHttp2;
  }

  /** Makes the call, and returns the status of its answer. */
  abstract int post(LocalCloudRun cloudRun, String url) throws Exception;

  /** Ends the clients that were made. */
  static void close() {
    for (var client : values()) {
      if (client.okHttp != null) {
        client.okHttp.dispatcher().executorService().shutdown();
        client.okHttp.connectionPool().evictAll();
      }
      client.okHttp = null;
      client.jdk = null;
    }
  }

  HttpClient jdk(LocalCloudRun cloudRun) throws Exception {
    var made = jdk;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .version(isHttp2 ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
              .proxy(ProxySelector.of(proxy(cloudRun)))
              .sslContext(tls(trust(cloudRun)))
              .build();
      jdk = made;
    }
    return made;
  }

  OkHttpClient okHttp(LocalCloudRun cloudRun) throws Exception {
    var made = okHttp;
    if (made == null) {
      var trust = trust(cloudRun);
      made =
          new OkHttpClient.Builder()
              .protocols(
                  isHttp2
                      ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                      : List.of(Protocol.HTTP_1_1))
              .proxy(new Proxy(Proxy.Type.HTTP, proxy(cloudRun)))
              .sslSocketFactory(
                  tls(trust).getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0])
              .build();
      okHttp = made;
    }
    return made;
  }

  private static int apacheAsync(LocalCloudRun cloudRun, String url, HttpVersionPolicy policy)
      throws Exception {
    var proxy = proxy(cloudRun);
    var connections =
        PoolingAsyncClientConnectionManagerBuilder.create()
            .setTlsStrategy(new DefaultClientTlsStrategy(tls(trust(cloudRun))))
            .setDefaultTlsConfig(TlsConfig.custom().setVersionPolicy(policy).build())
            .build();
    var request =
        SimpleRequestBuilder.post(url)
            .setBody(BODY, org.apache.hc.core5.http.ContentType.APPLICATION_JSON)
            .build();
    var client =
        HttpAsyncClients.custom()
            .setConnectionManager(connections)
            .setProxy(new HttpHost("http", proxy.getAddress(), proxy.getPort()))
            .build();
    client.start();
    try {
      return client.execute(request, null).get().getCode();
    } finally {
      client.close(CloseMode.IMMEDIATE);
    }
  }

  private static int vertx(LocalCloudRun cloudRun, String url) throws Exception {
    System.setProperty("vertx.disableDnsResolver", "true");
    var vertx = Vertx.vertx();
    var client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setTrustOptions(TrustOptions.wrap(trust(cloudRun)))
                .setProxyOptions(
                    new ProxyOptions().setHost("localhost").setPort(cloudRun.proxyPort())));
    try {
      return client
          .request(
              new RequestOptions()
                  .setMethod(HttpMethod.POST)
                  .setAbsoluteURI(url)
                  .putHeader("Content-Type", TYPE))
          .compose(request -> request.send(BODY))
          .compose(response -> response.body().map(body -> response.statusCode()))
          .toCompletionStage()
          .toCompletableFuture()
          .get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw failure;
    } finally {
      // It would have closed itself if nobody had held it.
      client.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static int ktor(LocalCloudRun cloudRun, String url) throws Exception {
    var trust = (X509TrustManager) trust(cloudRun).getTrustManagers()[0];
    var proxy = new Proxy(Proxy.Type.HTTP, proxy(cloudRun));
    var request = new HttpRequestBuilder();
    request.setMethod(new io.ktor.http.HttpMethod("POST"));
    HttpRequestKt.url(request, url);
    request.setBody(new TextContent(BODY, ContentType.Companion.parse(TYPE), null));
    try (var client =
        HttpClientKt.HttpClient(
            CIO.INSTANCE,
            config -> {
              config.engine(
                  engine -> {
                    engine.setProxy(proxy);
                    engine.getHttps().setTrustManager(trust);
                    return Unit.INSTANCE;
                  });
              return Unit.INSTANCE;
            })) {
      io.ktor.client.statement.HttpResponse response =
          BuildersKt.runBlocking(
              EmptyCoroutineContext.INSTANCE,
              (scope, continuation) -> new HttpStatement(request, client).execute(continuation));
      return response.getStatus().getValue();
    }
  }

  private static int armeria(LocalCloudRun cloudRun, String url) throws Exception {
    var trust = trust(cloudRun);
    var factory =
        ClientFactory.builder()
            .tlsCustomizer(context -> context.trustManager(trust))
            .proxyConfig(ProxyConfig.connect(proxy(cloudRun)))
            .build();
    try {
      return WebClient.builder()
          .factory(factory)
          .build()
          .post(url, BODY)
          .aggregate()
          .get()
          .status()
          .code();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw failure;
    } finally {
      factory.close();
    }
  }

  private static int reactor(
      LocalCloudRun cloudRun,
      String url,
      SslProvider.GenericSslContextSpec<SslContextBuilder> context,
      HttpProtocol protocol)
      throws Exception {
    var trust = trust(cloudRun);
    context.configure(builder -> builder.trustManager(trust));
    var connections = ConnectionProvider.create("of one test", 1);
    try {
      var status =
          reactor.netty.http.client.HttpClient.create(connections)
              .protocol(protocol)
              .secure(spec -> spec.sslContext(context))
              .proxy(
                  spec ->
                      spec.type(ProxyProvider.Proxy.HTTP)
                          .host("localhost")
                          .port(cloudRun.proxyPort()))
              .headers(headers -> headers.set("Content-Type", TYPE))
              .post()
              .uri(url)
              .send(ByteBufMono.fromString(Mono.just(BODY)))
              .responseSingle(
                  (response, body) ->
                      body.asString().defaultIfEmpty("").map(text -> response.status().code()))
              .block();
      return status == null ? 0 : status;
    } catch (RuntimeException failure) {
      if (failure.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw failure;
    } finally {
      connections.dispose();
    }
  }

  /** To the proxy it speaks HTTP/1.1. */
  private static int jetty(LocalCloudRun cloudRun, String url, boolean isHttp2) throws Exception {
    var connector = new ClientConnector();
    var trust = new SslContextFactory.Client();
    trust.setSslContext(tls(trust(cloudRun)));
    connector.setSslContextFactory(trust);
    var http1 = HttpClientConnectionFactory.HTTP11;
    var http2 = new ClientConnectionFactoryOverHTTP2.HTTP2(new HTTP2Client(connector));
    var transport =
        isHttp2
            ? new HttpClientTransportDynamic(connector, http1, http2)
            : new HttpClientTransportDynamic(connector, http1);
    var client = new org.eclipse.jetty.client.HttpClient(transport);
    client.getProxyConfiguration().addProxy(new HttpProxy("localhost", cloudRun.proxyPort()));
    client.start();
    try {
      return client.POST(url).body(new StringRequestContent(TYPE, BODY)).send().getStatus();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw failure;
    } finally {
      client.stop();
    }
  }

  private static InetSocketAddress proxy(LocalCloudRun cloudRun) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), cloudRun.proxyPort());
  }

  private static HttpRequest jdkRequest(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", TYPE)
        .POST(BodyPublishers.ofString(BODY))
        .build();
  }

  private static Request okHttpRequest(String url) {
    return new Request.Builder()
        .url(url)
        .post(RequestBody.create(BODY, MediaType.get(TYPE)))
        .build();
  }

  private static SSLContext tls(TrustManagerFactory trust) throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static TrustManagerFactory trust(LocalCloudRun cloudRun) throws Exception {
    var store =
        KeyStore.getInstance(
            Path.of(flag(cloudRun, "javax.net.ssl.trustStore")).toFile(),
            flag(cloudRun, "javax.net.ssl.trustStorePassword").toCharArray());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust;
  }

  private static String flag(LocalCloudRun cloudRun, String property) {
    var start = "-D" + property + "=";
    return cloudRun.jvmFlags().stream()
        .filter(flag -> flag.startsWith(start))
        .findFirst()
        .orElseThrow()
        .substring(start.length());
  }
}
