package com.example.armeria;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.SessionProtocolNegotiationCache;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.WebClientBuilder;
import com.linecorp.armeria.client.redirect.RedirectConfig;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the programs share that call by Armeria. */
public final class ArmeriaParts {

  private static final int EVENT_LOOPS = 2;
  private static final Pattern CLEAR_TEXT = Pattern.compile("=(http%3A[^&]*)");

  private ArmeriaParts() {}

  /** What it logs of failures that are no failures of the program's is not wanted. */
  public static List<Logger> silent() {
    var silent = List.of(Logger.getLogger("com.linecorp.armeria"), Logger.getLogger("io.netty"));
    silent.forEach(logger -> logger.setLevel(Level.OFF));
    return silent;
  }

  /** What makes connections, and finds hosts as the JVM does. */
  public static ClientFactoryBuilder factory(boolean isHttp2) {
    return ClientFactory.builder()
        .workerGroup(EVENT_LOOPS)
        .addressResolverGroupFactory(loops -> DefaultAddressResolverGroup.INSTANCE)
        .preferHttp1(!isHttp2)
        .useHttp2Preface(false);
  }

  /** A client that follows redirects to anywhere. */
  public static WebClientBuilder client(ClientFactory factory) {
    return WebClient.builder()
        .factory(factory)
        .followRedirects(
            RedirectConfig.builder()
                .allowProtocols(SessionProtocol.HTTP, SessionProtocol.HTTPS)
                .allowAllDomains()
                .build());
  }

  /** Closes all at once: their event loops stay quiet for seconds before they end. */
  public static void close(Collection<ClientFactory> factories) {
    var closing = factories.stream().map(ClientFactory::closeAsync).collect(Collectors.toList());
    closing.forEach(CompletableFuture::join);
  }

  /** In clear text it is HTTP/1.1, which it would offer to leave. */
  public static String url(String url) {
    return url.startsWith("http:") ? url.replaceFirst("http", "h1c") : url;
  }

  /**
   * The same for where a URL has its client redirected to. What a server makes of a question for
   * HTTP/2 in clear text is no business of the agent's.
   */
  public static void expectHttp1(String url) {
    var target = CLEAR_TEXT.matcher(url);
    if (target.find()) {
      var server = URI.create(URLDecoder.decode(target.group(1), UTF_8));
      SessionProtocolNegotiationCache.setUnsupported(
          new InetSocketAddress(server.getHost(), server.getPort()), SessionProtocol.H2C);
    }
  }

  /** The name of a protocol as TLS negotiates it. */
  public static String protocol(SessionProtocol protocol) {
    return protocol.isMultiplex() ? "h2" : "http/1.1";
  }

  /** Headers by their names in lower case. */
  public static Map<String, List<String>> map(HttpHeaders headers) {
    var map = new HashMap<String, List<String>>();
    for (var name : headers.names()) {
      if (!name.startsWith(":")) {
        map.put(name.toString().toLowerCase(Locale.ROOT), headers.getAll(name));
      }
    }
    return map;
  }
}
