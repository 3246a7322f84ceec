package dev.cloudrunauth.acceptance;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.PrivateService;
import dev.cloudrunauth.local.service.ServiceRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The servers of an application: private services, and sites that are none. They are reached
 * without a proxy, so their URLs have ports.
 */
final class Site implements AutoCloseable {

  /** How many audiences the requests to private services have. */
  static final int AUDIENCES = 10;

  /** What begins as a JWT does, as long as it may go on. */
  private static final Pattern TOKEN = Pattern.compile("eyJ[\\w.-]*");

  private static final int HTTPS = 443;
  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String BILLING = "https://billing-4fjx2k-uc.a.run.app";
  private static final String REGIONAL = "https://stock-123456789012.us-central1.run.app";
  private static final String OPEN = "https://open-4fjx2k-uc.a.run.app";
  private static final String FOREIGN_HOST = "www.example.com";
  private static final String PLAIN_HOST = "plain.example.com";
  private static final String RAW_HOST = "raw.example.com";
  private static final String CLOSED = "https://closed-4fjx2k-uc.a.run.app";

  private final Set<String> visited = ConcurrentHashMap.newKeySet();
  private final LocalCloudRun cloudRun;
  private final int httpsPort;
  private final int httpPort;
  private final int rawPort;
  private final int proxyPort;
  private final int strictProxyPort;

  private Site(boolean isPrivate) {
    var builder =
        LocalCloudRun.builder()
            .publicSite(FOREIGN_HOST, this::answer)
            .publicSite(PLAIN_HOST, this::answer)
            .rawSite(RAW_HOST);
    builder.service(PrivateService.at(OPEN).handler(this::answer).allowUnauthenticated());
    for (var url : List.of(ORDERS, BILLING, REGIONAL, CLOSED)) {
      var service = PrivateService.at(url).handler(this::answer);
      builder.service(isPrivate ? service : service.allowUnauthenticated());
    }
    cloudRun = builder.start();
    httpsPort = cloudRun.httpsPort();
    httpPort = cloudRun.httpPort();
    rawPort = cloudRun.rawSite(RAW_HOST).port();
    proxyPort = cloudRun.proxyPort();
    strictProxyPort = cloudRun.strictProxyPort();
  }

  /** Services that want a token. */
  static Site withPrivateServices() {
    return new Site(true);
  }

  /** The same services, open to all: an application without the agent finds the same answers. */
  static Site withPublicServices() {
    return new Site(false);
  }

  LocalCloudRun cloudRun() {
    return cloudRun;
  }

  /** What a user would write about these servers. */
  String configuration() {
    return """
        audiences:
          - %1$s
          - %1$s:%5$d
          - %2$s
          - %2$s:%5$d
          - %3$s:1
          - %7$s:%5$d
          - https://nowhere-4fjx2k-uc.a.run.app
          - https://*.us-central1.run.app
          - https://*.us-central1.run.app:%5$d
          - audience: https://%4$s
            hosts: ["%4$s", "%4$s:%6$d"]
        """
        .formatted(ORDERS, BILLING, CLOSED, PLAIN_HOST, httpsPort, httpPort, OPEN);
  }

  String orders() {
    return at(ORDERS);
  }

  /** Found by a proxy only, as all URLs without ports. */
  String ordersBehindProxy() {
    return ORDERS;
  }

  String tagBehindProxy() {
    return ORDERS.replace("//", "//canary---");
  }

  String regionalBehindProxy() {
    return REGIONAL;
  }

  String foreignBehindProxy() {
    return "https://" + FOREIGN_HOST;
  }

  String plainBehindProxy() {
    return "http://" + PLAIN_HOST;
  }

  /** A service is at https alone, and sends those who come by plain http there. */
  String ordersOverHttpBehindProxy() {
    return ORDERS.replace("https:", "http:");
  }

  /** Configured, and nobody listens. */
  String closed() {
    return CLOSED + ":1";
  }

  /** Configured, and no such host. */
  String nowhere() {
    return "https://nowhere-4fjx2k-uc.a.run.app";
  }

  /** A site outside that keeps every byte. */
  String raw() {
    return "https://" + RAW_HOST + ":" + rawPort;
  }

  /** Every byte that it has received, apart from its own port. */
  List<String> rawReceived() {
    return cloudRun.rawSite(RAW_HOST).received().stream()
        .map(Body::text)
        .map(this::lasting)
        .toList();
  }

  int proxyPort() {
    return proxyPort;
  }

  /** The port of a proxy that wants a password. */
  int strictProxyPort() {
    return strictProxyPort;
  }

  String billing() {
    return at(BILLING);
  }

  /** Configured, and does not look at tokens. */
  String open() {
    return at(OPEN);
  }

  /** Configured by a wildcard. */
  String regional() {
    return at(REGIONAL);
  }

  String foreign() {
    return at("https://" + FOREIGN_HOST);
  }

  /** A host that is configured, but not over plain http. */
  String plain() {
    return "http://" + PLAIN_HOST + ":" + httpPort;
  }

  /** The audience of the token that a request should have. */
  Optional<String> audience(ReceivedRequest request) {
    var host = request.host().replace("canary---", "");
    boolean isOurs =
        request.scheme().equals("https")
            && !request.target().endsWith("/pushed")
            && List.of(ORDERS, BILLING, REGIONAL, OPEN).contains("https://" + host);
    int port = request.request().port();
    return isOurs
        ? Optional.of("https://" + host + (port == HTTPS ? "" : ":" + port))
        : Optional.empty();
  }

  private String at(String origin) {
    return origin + ":" + httpsPort;
  }

  /** The path at which a site redirects. */
  static String redirect(int status, String to) {
    return "redirect/" + status + "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
  }

  /** All sites answer alike: as the path says, behind the part that is the call's own. */
  private Response answer(ServiceRequest request) {
    var words = request.path().split("/", -1);
    return switch (words[2]) {
      case "redirect" ->
          Response.redirect(Integer.parseInt(words[3]), request.parameter("to").orElseThrow());
      case "login" ->
          request
                  .headers()
                  .first("Authorization")
                  .filter(value -> value.startsWith("Basic "))
                  .isPresent()
              ? Response.text(200, "welcome\n")
              : Response.text(401, "who are you?\n").with("WWW-Authenticate", "Basic realm=\"r\"");
      case "cached" ->
          Response.text(200, "hello\n")
              .with("Cache-Control", "max-age=600")
              .with("Vary", "Authorization, X-Serverless-Authorization");
      case "push" -> Response.text(200, "hello\n").preloading("/" + words[1] + "/pushed");
      case "retry" ->
          visited.add(request.path()) ? Response.none() : Response.text(200, "hello again\n");
      case "socket" -> Response.webSocket();
      default -> Response.text(200, "hello\n");
    };
  }

  /** A text in which nothing is different at the next site, and nothing of a token is shown. */
  String lasting(String text) {
    var shown = text.contains("eyJ") ? TOKEN.matcher(text).replaceAll("(a token)") : text;
    return shown
        .replace(":" + httpsPort, ":HTTPS")
        .replace("%3A" + httpsPort, ":HTTPS")
        .replace(":" + httpPort, ":HTTP")
        .replace("%3A" + httpPort, ":HTTP")
        .replace(":" + rawPort, ":RAW")
        .replace(":" + proxyPort, ":PROXY")
        .replace(":" + strictProxyPort, ":STRICT_PROXY");
  }

  @Override
  public void close() {
    cloudRun.close();
  }
}
