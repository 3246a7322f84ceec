package dev.cloudrunauth.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An application that was started with the JVM flags of the stand-in, here without a JVM of its
 * own.
 */
public final class Application {

  private final HttpClient client;
  private final HttpClient withoutProxy = HttpClient.newHttpClient();

  private Application(HttpClient client) {
    this.client = client;
  }

  /** Starts one that trusts the stand-in's trust store and sends everything through its proxy. */
  public static Application of(LocalCloudRun cloudRun, Version version) {
    return new Application(
        HttpClient.newBuilder()
            .version(version)
            .sslContext(trusting(cloudRun))
            .connectTimeout(Duration.ofSeconds(20))
            .proxy(ProxySelector.of(proxy(cloudRun)))
            .build());
  }

  /** Returns the address of the proxy that the flags name. */
  static InetSocketAddress proxy(LocalCloudRun cloudRun) {
    return new InetSocketAddress(
        flag(cloudRun, "https.proxyHost"), Integer.parseInt(flag(cloudRun, "https.proxyPort")));
  }

  /** Starts one that speaks HTTP/2 where it can. */
  public static Application of(LocalCloudRun cloudRun) {
    return of(cloudRun, Version.HTTP_2);
  }

  /** Sends a GET with these headers: names and values by turns. */
  public HttpResponse<String> get(String url, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /** Sends any request. */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      // As a JVM does, unless http.nonProxyHosts says otherwise.
      boolean isOnThisMachine = request.uri().getHost().equals("127.0.0.1");
      return (isOnThisMachine ? withoutProxy : client).send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(request.uri() + " is not answered", e);
    }
  }

  private static String flag(LocalCloudRun cloudRun, String property) {
    String start = "-D" + property + "=";
    return cloudRun.jvmFlags().stream()
        .filter(flag -> flag.startsWith(start))
        .findFirst()
        .orElseThrow()
        .substring(start.length());
  }

  /** Returns the client's side of TLS, with the trust store that the flags name. */
  public static SSLContext trusting(LocalCloudRun cloudRun) {
    try {
      var trustStore =
          KeyStore.getInstance(
              Path.of(flag(cloudRun, "javax.net.ssl.trustStore")).toFile(),
              flag(cloudRun, "javax.net.ssl.trustStorePassword").toCharArray());
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trustStore);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("the trust store cannot be used", e);
    }
  }
}
