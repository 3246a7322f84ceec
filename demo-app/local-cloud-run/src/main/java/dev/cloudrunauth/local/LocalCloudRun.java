package dev.cloudrunauth.local;

import dev.cloudrunauth.local.fault.FaultScript;
import dev.cloudrunauth.local.fault.FaultScriptException;
import dev.cloudrunauth.local.fault.FaultyServer;
import dev.cloudrunauth.local.fault.Minting;
import dev.cloudrunauth.local.fault.PlayedFault;
import dev.cloudrunauth.local.federation.ExternalAccount;
import dev.cloudrunauth.local.federation.Federation;
import dev.cloudrunauth.local.federation.SecurityTokenService;
import dev.cloudrunauth.local.federation.SubjectTokenSource;
import dev.cloudrunauth.local.frontend.FrontEnd;
import dev.cloudrunauth.local.frontend.IdentityAwareProxy;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.frontend.Services;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.iam.Grants;
import dev.cloudrunauth.local.iam.IamCredentials;
import dev.cloudrunauth.local.iam.ImpersonatedCredentials;
import dev.cloudrunauth.local.identity.AccessTokens;
import dev.cloudrunauth.local.identity.Callers;
import dev.cloudrunauth.local.identity.IdTokens;
import dev.cloudrunauth.local.identity.ServiceAccountKeys;
import dev.cloudrunauth.local.identity.SigningKey;
import dev.cloudrunauth.local.identity.TokenEndpoint;
import dev.cloudrunauth.local.metadata.MetadataServer;
import dev.cloudrunauth.local.network.Certificates;
import dev.cloudrunauth.local.network.Connect;
import dev.cloudrunauth.local.network.Listeners;
import dev.cloudrunauth.local.network.Port;
import dev.cloudrunauth.local.network.RawSite;
import dev.cloudrunauth.local.service.CatalogService;
import dev.cloudrunauth.local.service.OrdersService;
import dev.cloudrunauth.local.service.PrivateService;
import dev.cloudrunauth.local.service.ServiceHandler;
import dev.cloudrunauth.local.service.ShippingService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Google's servers on the loopback address, for tests and for trying things out: private services
 * behind Cloud Run's front end, the metadata server that issues tokens for them, and a proxy
 * through which an application reaches the services under their real URLs.
 *
 * <p>{@link #environment} and {@link #jvmFlags} say how to start the application. Nothing here
 * connects to any other machine. Threads may share it.
 */
public final class LocalCloudRun implements AutoCloseable {

  /** Whom the metadata server signs for unless told otherwise. */
  public static final String DEFAULT_PRINCIPAL = "storefront@demo-project.iam.gserviceaccount.com";

  private final Consumer<PlayedFault> faultListener;
  private final String principal;
  private final IdTokens tokens;
  private final AccessTokens accessTokens;
  private final FrontEnd frontEnd;
  private final MetadataServer metadataServer;
  private final TokenEndpoint tokenEndpoint;
  private final IamCredentials iamCredentials;
  private final Federation federation;
  private final Map<String, RawSite> rawSites = new HashMap<>();
  private final Listeners listeners;
  private final Port metadataPort;
  private final Port oauthPort;
  private final Port subjectTokenPort;
  private final TrustFiles files;

  private LocalCloudRun(Builder builder) {
    faultListener = builder.faultListener;
    tokens = new IdTokens(SigningKey.google(), builder.clock, builder.tokenLifetime);
    accessTokens = new AccessTokens(builder.clock, builder.tokenLifetime);
    principal = builder.principal;
    var keys = new ServiceAccountKeys(builder.clock);
    tokenEndpoint = new TokenEndpoint(tokens, accessTokens, keys, builder.clock);
    metadataServer = new MetadataServer(builder.principal, tokens, accessTokens, builder.clock);
    iamCredentials =
        new IamCredentials(
            tokens,
            accessTokens,
            new Callers(accessTokens, keys),
            new Grants(builder.grants),
            builder.clock);
    federation = new Federation(accessTokens, builder.clock);
    frontEnd =
        new FrontEnd(
            new Services(builder.services),
            builder.publicSites,
            builder.identityAwareProxies,
            tokens,
            builder.principal,
            builder.listener);
    var certificates = new Certificates(builder.hosts());
    builder.rawSites.forEach(host -> rawSites.put(host, RawSite.open(certificates)));
    listeners = new Listeners(certificates, builder.clock, rawSites);
    metadataPort = listeners.addHttp(metadataServer);
    oauthPort = listeners.addHttp(tokenEndpoint);
    subjectTokenPort = listeners.addHttp(subjectTokenSource());
    standBehind(metadataServer, metadataPort);
    standBehind(subjectTokenSource(), subjectTokenPort);
    standBehind(tokenEndpoint, oauthPort, listeners.addHttps(tokenEndpoint, TokenEndpoint.HOST));
    standBehind(iamCredentials, listeners.addHttps(iamCredentials, IamCredentials.HOST));
    standBehind(
        securityTokenService(),
        listeners.addHttps(securityTokenService(), SecurityTokenService.HOST));
    listeners.share(
        tokenEndpoint, iamCredentials, securityTokenService(), subjectTokenSource(), frontEnd);
    files = TrustFiles.write(certificates, builder.hosts());
  }

  private void standBehind(FaultyServer<?> server, Port... ports) {
    server.standBehind(List.of(ports), faultListener);
  }

  /** Returns a builder without any service. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with the {@linkplain #sampleServices sample services}. */
  public static Builder sample() {
    var builder = builder();
    sampleServices().forEach(builder::service);
    return builder;
  }

  /**
   * Returns three services: {@code orders} and {@code shipping} speak REST, {@code catalog} speaks
   * tRPC; shipping has the other form of URL.
   */
  public static List<PrivateService> sampleServices() {
    return List.of(
        PrivateService.at("https://orders-4fjx2k-uc.a.run.app").handler(new OrdersService()),
        PrivateService.at("https://catalog-4fjx2k-uc.a.run.app").handler(new CatalogService()),
        PrivateService.at("https://shipping-123456789012.us-central1.run.app")
            .handler(new ShippingService()));
  }

  /** Returns the environment variables with which the application finds its identity here. */
  public Map<String, String> environment() {
    return Map.of("GCE_METADATA_HOST", "127.0.0.1:" + metadataPort.number());
  }

  /**
   * Returns JVM flags with which the application's URLs lead here as they are: through the proxy,
   * and trusting its certificates.
   */
  public List<String> jvmFlags() {
    var flags = new ArrayList<String>();
    for (String scheme : List.of("https", "http")) {
      flags.add("-D" + scheme + ".proxyHost=127.0.0.1");
      flags.add("-D" + scheme + ".proxyPort=" + proxyPort());
    }
    flags.addAll(files.trustStoreFlags());
    return List.copyOf(flags);
  }

  /**
   * Returns JVM flags with which the registered hosts, and no others, resolve to this machine.
   * There is no proxy then: URLs need {@link #httpsPort}.
   */
  public List<String> hostsFileFlags() {
    var flags = new ArrayList<String>();
    flags.add("-Djdk.net.hosts.file=" + files.hostsFile());
    flags.addAll(files.trustStoreFlags());
    return List.copyOf(flags);
  }

  /** Returns the port of the front end, where HTTP/1.1 and HTTP/2 are spoken over TLS. */
  public int httpsPort() {
    return listeners.httpsPort();
  }

  /** Returns the port of plain http, where services redirect to https. */
  public int httpPort() {
    return listeners.httpPort();
  }

  /** Returns the port of the proxy. */
  public int proxyPort() {
    return listeners.proxyPort();
  }

  /** Returns the port of a proxy that wants to be told {@code user} and {@code password}. */
  public int strictProxyPort() {
    return listeners.strictProxyPort();
  }

  /** Returns all requests to services and public sites so far, refused ones too, in order. */
  public List<ReceivedRequest> received() {
    return frontEnd.received().all();
  }

  /** Returns all CONNECT requests to the proxy so far, in order. */
  public List<Connect> connects() {
    return listeners.connects().all();
  }

  /** Forgets what was received so far, everywhere in the stand-in. */
  public void clear() {
    frontEnd.received().clear();
    listeners.connects().clear();
    servers().values().forEach(FaultyServer::clear);
    rawSites.values().forEach(RawSite::clear);
  }

  /** Returns the servers that fail when they are told to, by the names that people call them. */
  public Map<String, FaultyServer<?>> servers() {
    var servers = new LinkedHashMap<String, FaultyServer<?>>();
    for (var server :
        List.of(
            metadataServer,
            iamCredentials,
            securityTokenService(),
            tokenEndpoint,
            subjectTokenSource())) {
      servers.put(server.name(), server);
    }
    return servers;
  }

  /**
   * Plays a script: the metadata server's, until it names another of the {@link #servers}.
   *
   * @throws FaultScriptException if it cannot be read
   */
  public void play(String script) {
    var servers = servers();
    FaultScript.parse(script, metadataServer.name(), servers.keySet())
        .forEach((name, steps) -> Objects.requireNonNull(servers.get(name)).play(steps));
  }

  /** Returns the metadata server: what it was asked, and how it is to fail. */
  public MetadataServer metadataServer() {
    return metadataServer;
  }

  /** Returns the IAM Credentials API, where accounts are impersonated. */
  public IamCredentials iamCredentials() {
    return iamCredentials;
  }

  /** Returns the Security Token Service, where workloads elsewhere buy access tokens. */
  public SecurityTokenService securityTokenService() {
    return federation.securityTokenService();
  }

  /** Returns the server that gives workloads elsewhere the tokens that they buy others with. */
  public SubjectTokenSource subjectTokenSource() {
    return federation.subjectTokenSource();
  }

  /** Returns the endpoint where keys of service accounts and logins of people buy tokens. */
  public TokenEndpoint tokenEndpoint() {
    return tokenEndpoint;
  }

  /**
   * Returns a raw site.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public RawSite rawSite(String host) {
    var site = rawSites.get(host);
    if (site == null) {
      throw new IllegalArgumentException("'" + host + "' is none of " + rawSites.keySet());
    }
    return site;
  }

  /** Writes a key of the principal, as {@link #writeServiceAccountKey(Path, String)} does. */
  public Path writeServiceAccountKey(Path file) throws IOException {
    return writeServiceAccountKey(file, principal);
  }

  /**
   * Makes a key of a service account and writes it as Google does, for {@code
   * GOOGLE_APPLICATION_CREDENTIALS}. Its {@code token_uri} leads here, without the proxy.
   *
   * @param file where to write it
   * @param account the e-mail of the account
   * @return the file
   * @throws IOException if it cannot be written
   */
  public Path writeServiceAccountKey(Path file, String account) throws IOException {
    var tokenUri = URI.create("http://127.0.0.1:" + oauthPort.number() + "/token");
    return Files.write(file, tokenEndpoint.newKey(account, tokenUri).bytes());
  }

  /**
   * Logs a person in and writes the credentials as {@code gcloud auth application-default login}
   * does. They lead to Google's own address, so here by {@link #jvmFlags}.
   *
   * @param file where to write them
   * @param email of the person
   * @return the file
   * @throws IOException if it cannot be written
   */
  public Path writeUserCredentials(Path file, String email) throws IOException {
    return Files.write(file, tokenEndpoint.newLogin(email).bytes());
  }

  /**
   * Writes the credentials of a workload elsewhere, of type {@code external_account}. They lead to
   * Google's own addresses, so here by {@link #jvmFlags}; only the URL that a workload gets its own
   * token from is one of this machine.
   *
   * @param file where to write them
   * @param account the workload; if its own token lies in a file, that is written too
   * @return the file
   * @throws IOException if one of them cannot be written
   */
  public Path writeExternalAccount(Path file, ExternalAccount account) throws IOException {
    return Files.write(file, federation.file(account, subjectTokenPort.number()).bytes());
  }

  /**
   * Writes credentials as {@code gcloud auth application-default login
   * --impersonate-service-account} does. They lead to Google's own address, so here by {@link
   * #jvmFlags}.
   *
   * @param file where to write them
   * @param source the file with the caller's own credentials
   * @param account the e-mail of the account that is impersonated
   * @param delegates the e-mails of the accounts between them, the caller's neighbour first
   * @return the file
   * @throws IOException if it cannot be written, or the source cannot be read
   */
  public Path writeImpersonatedCredentials(
      Path file, Path source, String account, String... delegates) throws IOException {
    var sourceCredentials = Body.of(Files.readAllBytes(source)).json();
    return Files.write(
        file, ImpersonatedCredentials.file(sourceCredentials, account, List.of(delegates)).bytes());
  }

  /**
   * Issues a token that the front end finds genuine, if audience and expiry are right.
   *
   * @param audience for whom
   * @param principal the e-mail of the account that it stands for
   * @param expiresAt its end, which may be in the past
   */
  public String issueToken(String audience, String principal, Instant expiresAt) {
    return tokens.issue(audience, principal, expiresAt);
  }

  /**
   * Issues an access token, with which its holder may ask the IAM Credentials API for others.
   *
   * @param principal whom it stands for: an e-mail, or the {@code principal://} of a federation
   */
  public String issueAccessToken(String principal) {
    return accessTokens.issue(principal, Minting.PROPER).value();
  }

  /** Stops listening, ends all connections and deletes the files. */
  @Override
  public void close() {
    listeners.close();
    rawSites.values().forEach(RawSite::close);
    files.close();
  }

  /** What the stand-in is to be. Not for several threads. */
  public static final class Builder {

    private final List<PrivateService> services = new ArrayList<>();
    private final Map<String, ServiceHandler> publicSites = new LinkedHashMap<>();
    private final Map<String, IdentityAwareProxy> identityAwareProxies = new HashMap<>();
    private final Set<String> rawSites = new LinkedHashSet<>();
    private final Set<Grants.Grant> grants = new HashSet<>();
    private Clock clock = Clock.systemUTC();
    private String principal = DEFAULT_PRINCIPAL;
    private Duration tokenLifetime = Duration.ofHours(1);
    private Consumer<ReceivedRequest> listener = request -> {};
    private Consumer<PlayedFault> faultListener = fault -> {};

    private Builder() {}

    /** Sets the clock by which tokens are issued and expire; the system's by default. */
    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /** Sets the e-mail of the account that the metadata server issues tokens for. */
    public Builder principal(String email) {
      principal = email;
      return this;
    }

    /**
     * Lets a caller impersonate an account, as {@code roles/iam.serviceAccountTokenCreator} does.
     *
     * @param caller an e-mail, or the {@code principal://} of a federation
     * @param account the e-mail of the service account
     */
    public Builder mayImpersonate(String caller, String account) {
      grants.add(new Grants.Grant(caller, account));
      return this;
    }

    /** Sets how long tokens live; one hour by default. */
    public Builder tokenLifetime(Duration lifetime) {
      tokenLifetime = lifetime;
      return this;
    }

    /** Adds a service. */
    public Builder service(PrivateService service) {
      services.add(service);
      return this;
    }

    /** Adds a host outside Cloud Run that answers 200 to everything. */
    public Builder publicSite(String host) {
      return publicSite(host, request -> Response.text(200, "Welcome to " + host + "\n"));
    }

    /** Adds a host outside Cloud Run that checks nothing and answers as the handler does. */
    public Builder publicSite(String host, ServiceHandler handler) {
      publicSites.put(host, handler);
      return this;
    }

    /** Puts Identity-Aware Proxy, with the id of its OAuth client, before a public site. */
    public Builder identityAwareProxy(String host, String clientId) {
      identityAwareProxies.put(host, new IdentityAwareProxy(clientId));
      return this;
    }

    /** Adds a host outside Cloud Run that records each request byte by byte. */
    public Builder rawSite(String host) {
      rawSites.add(host);
      return this;
    }

    /** Sets who hears of each request just before it is answered, on the thread that answers. */
    public Builder listener(Consumer<ReceivedRequest> newListener) {
      listener = newListener;
      return this;
    }

    /** Sets who hears of each fault as it is played, on the thread that plays it. */
    public Builder faultListener(Consumer<PlayedFault> newListener) {
      faultListener = newListener;
      return this;
    }

    /**
     * Starts the stand-in.
     *
     * @throws IllegalArgumentException if two services share a URL
     * @throws IllegalStateException if this machine lets us neither listen nor write a file
     */
    public LocalCloudRun start() {
      var cloudRun = new LocalCloudRun(this);
      try {
        cloudRun.listeners.start();
      } catch (IllegalStateException e) {
        cloudRun.close();
        throw e;
      }
      return cloudRun;
    }

    private Set<String> hosts() {
      var hosts = new HashSet<>(publicSites.keySet());
      hosts.addAll(rawSites);
      hosts.add(TokenEndpoint.HOST);
      hosts.add(IamCredentials.HOST);
      hosts.add(SecurityTokenService.HOST);
      services.forEach(
          service ->
              service.hosts().forEach(address -> hosts.add(address.replaceFirst("/.*", ""))));
      return hosts;
    }
  }
}
