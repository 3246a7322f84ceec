package dev.cloudrunauth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.ClientsUnderTest;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.frontend.Edges;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people get wrong, and what the agent prints then: the cause and the command that mends it.
 * One JVM makes the calls of all set-ups that can be had together, over all clients, to services of
 * each client's own, because an origin is explained once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainedRefusalTest {

  private static final Path PAGE = Path.of("../../config/TROUBLESHOOTING.md");
  private static final String TOLD = "-Dcaller.tells.refusals=true";
  private static final String ACCESS_TOKEN = "ya29.a0AfH6SMBexample";

  /** What makes the URLs of each client's services its own, by what follows its first digit. */
  private static final String HASH_END = "fjx2k";

  private static final int FIRST_DIGIT = 4;

  /** So many clients need fewer explanations than the agent prints at a time. */
  private static final int TOGETHER = 6;

  /** That of the first client, which the page shows. */
  private static final String HASH = FIRST_DIGIT + HASH_END;

  private static final String NO_ROLE =
      "gcloud run services add-iam-policy-binding orders --region us-central1 --member"
          + " serviceAccount:storefront@demo-project.iam.gserviceaccount.com"
          + " --role roles/run.invoker\n";

  @TempDir private Path folder;
  private final Map<String, Fork.Result> runs = new HashMap<>();
  private final Map<Surroundings, LocalCloudRun> clouds = new EnumMap<>(Surroundings.class);

  /** What needs a JVM of its own. */
  private enum Surroundings {
    USUAL,
    WITHOUT_IDENTITY,
    WRONG_CLOCK,
    TYPING_ERROR,
    /** Functions, and what may be before Cloud Run. */
    OTHER_DOORS
  }

  private enum SetUp {
    NO_IDENTITY(
        Surroundings.WITHOUT_IDENTITY,
        "https://orders-4fjx2k-uc.a.run.app",
        "403: no ID token was sent, because there are no Google credentials",
        "gcloud auth application-default login --impersonate-service-account=SERVICE_ACCOUNT"),
    WRONG_AUDIENCE(
        "https://billing-4fjx2k-uc.a.run.app",
        "401: the ID token has an audience that the service does not accept:"
            + " https://stock-4fjx2k-uc.a.run.app\n",
        "- https://billing-4fjx2k-uc.a.run.app\n"),
    TRAFFIC_TAG(
        "https://green---catalog-4fjx2k-uc.a.run.app",
        "401: the ID token has an audience with a traffic tag",
        "- https://catalog-4fjx2k-uc.a.run.app"),
    CUSTOM_DOMAIN(
        "https://shop.example.com",
        "401: the ID token has a custom domain as its audience",
        "--add-custom-audiences https://shop.example.com"),
    ACCESS_TOKEN(
        "https://search-4fjx2k-uc.a.run.app",
        "401: the token in the application's own Authorization is an access token",
        "- https://search-4fjx2k-uc.a.run.app\n"),
    NO_INVOKER_ROLE(
        "https://orders-4fjx2k-uc.a.run.app",
        "403: storefront@demo-project.iam.gserviceaccount.com lacks the role roles/run.invoker",
        NO_ROLE),
    INGRESS(
        "https://internal-4fjx2k-uc.a.run.app",
        "404: there is no such service, or its ingress setting keeps this caller out",
        "gcloud run services describe internal --region us-central1\n"),
    CLOCK_SKEW(
        Surroundings.WRONG_CLOCK,
        "https://orders-4fjx2k-uc.a.run.app",
        "401: the ID token is over by the service's clock: this machine's is ",
        "set the clock of this machine"),
    PLAIN_HTTP(
        "http://reports-4fjx2k-uc.a.run.app",
        "302: no ID token was sent, because the URL is plain http",
        "let the application call https://reports-4fjx2k-uc.a.run.app"),
    TYPING_ERROR(
        Surroundings.TYPING_ERROR,
        "https://orders-4fjx2k-uc.a.run.app",
        "403: no ID token was sent, because the agent is inactive: its configuration is broken,"
            + " cloud-run-auth.yaml:2:1: unknown key \"headr\". Did you mean \"header\"?",
        "correct that and start the application again"),

    NOT_CONFIGURED(
        "https://news-4fjx2k-uc.a.run.app",
        "403: no ID token was sent, because its origin is none of the audiences",
        "- https://news-4fjx2k-uc.a.run.app"),
    OTHER_URL(
        "https://mail-4fjx2k-uc.a.run.app",
        "401: the ID token has the service's other URL as its audience",
        "- https://mail-4fjx2k-uc.a.run.app"),
    SERVICE(
        "https://accounts-4fjx2k-uc.a.run.app",
        "403: the ID token was accepted, and the service itself refused the request",
        "Answered by the service itself"),

    FUNCTION(
        Surroundings.OTHER_DOORS,
        "https://us-central1-demo-4fjx2k.cloudfunctions.net",
        "401: the ID token has an audience that is not the URL of the function:"
            + " https://us-central1-demo-4fjx2k.cloudfunctions.net\n",
        "- audience: https://us-central1-demo-4fjx2k.cloudfunctions.net/FUNCTION\n"),
    COPIED_TOKEN(
        Surroundings.OTHER_DOORS,
        "https://copied-4fjx2k-uc.a.run.app",
        "401: the token in the application's own Authorization has lost its signature",
        "- https://copied-4fjx2k-uc.a.run.app\n"),
    IAP(
        Surroundings.OTHER_DOORS,
        "https://desk-4fjx2k.example.com",
        "401: Identity-Aware Proxy accepts only an ID token for its own OAuth client",
        "- audience: CLIENT_ID.apps.googleusercontent.com\n"),
    IAP_BESIDE_OWN_CREDENTIAL(
        Surroundings.OTHER_DOORS,
        "https://office-4fjx2k.example.com",
        "401: Identity-Aware Proxy reads Authorization, and the ID token is in"
            + " X-Serverless-Authorization",
        "send that credential in another header"),
    CLOUD_ARMOR(
        Surroundings.OTHER_DOORS,
        "https://guarded-4fjx2k.example.com",
        "403: the answer does not show whether the ID token was accepted",
        "Cloud Armor"),
    API_GATEWAY(
        Surroundings.OTHER_DOORS,
        "https://api-4fjx2k.uc.gateway.dev",
        "403: the answer does not show whether the ID token was accepted",
        "the log of the load balancer or the gateway");

    private final Surroundings surroundings;
    private final String origin;
    private final String cause;
    private final String remedy;

    SetUp(String origin, String cause, String remedy) {
      this(Surroundings.USUAL, origin, cause, remedy);
    }

    SetUp(Surroundings surroundings, String origin, String cause, String remedy) {
      this.surroundings = surroundings;
      this.origin = origin;
      this.cause = cause;
      this.remedy = remedy;
    }

    String call(ClientUnderTest client) {
      return client.modes().get(0)
          + " "
          + client.protocols().get(client.protocols().size() - 1)
          + " GET "
          + of(client, origin)
          + "/"
          + switch (this) {
            case ACCESS_TOKEN -> " Authorization:bearer_" + ExplainedRefusalTest.ACCESS_TOKEN;
            case COPIED_TOKEN -> " Authorization:bearer_" + withoutSignature(of(client, origin));
            case IAP_BESIDE_OWN_CREDENTIAL -> " Authorization:Basic_dTpw";
            case FUNCTION -> "resize";
            default -> "";
          };
    }

    /** A token as Cloud Run hands it to a service. */
    private static String withoutSignature(String audience) {
      return Stream.of(
              "{\"alg\":\"RS256\"}",
              "{\"iss\":\"https://accounts.google.com\",\"aud\":\"" + audience + "\"}")
          .map(json -> Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8)))
          .collect(joining(".", "", ".SIGNATURE_REMOVED_BY_GOOGLE"));
    }

    static List<SetUp> in(Surroundings surroundings) {
      return Stream.of(values()).filter(each -> each.surroundings == surroundings).toList();
    }
  }

  /** The same service for each client. */
  private static String of(ClientUnderTest client, String text) {
    int number = ClientsUnderTest.all().indexOf(client);
    return number == 0
        ? text
        : text.replace(HASH, Character.forDigit(FIRST_DIGIT + number, 36) + HASH_END)
            .replace("shop.example.com", "shop" + number + ".example.com");
  }

  @AfterAll
  void stop() {
    clouds.values().forEach(LocalCloudRun::close);
  }

  static Stream<Arguments> setUpsAndClients() {
    return Stream.of(SetUp.values())
        .flatMap(setUp -> Client.typical().stream().map(client -> arguments(setUp, client)));
  }

  @ParameterizedTest
  @MethodSource("setUpsAndClients")
  void theCauseIsExplainedOnceWithWhatMendsIt(SetUp setUp, Client client) throws IOException {
    var explanation = explanation(setUp, client);

    assertTrue(explanation.contains(" answered " + of(client.kind(), setUp.cause)), explanation);
    assertTrue((explanation + "\n").contains(of(client.kind(), setUp.remedy)), explanation);
  }

  @ParameterizedTest
  @EnumSource
  void theTroubleshootingPageShowsWhatIsPrinted(SetUp setUp) throws IOException {
    var first = Client.newest(ClientsUnderTest.all().get(0));
    var printed = "cloud-run-auth: WARN " + explanation(setUp, first);

    var page = timeless(Files.readString(PAGE));

    assertTrue(page.contains("\n" + timeless(printed).indent(4)), printed.indent(4));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void noCredentialIsShown(List<Client> clients) throws IOException {
    for (var surroundings :
        List.of(Surroundings.USUAL, Surroundings.WRONG_CLOCK, Surroundings.OTHER_DOORS)) {
      var log = String.join("\n", run(surroundings, clients).err());
      assertFalse(log.contains("eyJ"), "a token is shown");
      assertFalse(log.contains("ya29"), "a token is shown");
    }
  }

  @ParameterizedTest
  @MethodSource("groups")
  void theAnswersAreWhatTheyAreWithoutTheAgent(List<Client> clients) throws IOException {
    var alike = List.of(SetUp.ACCESS_TOKEN, SetUp.NO_INVOKER_ROLE, SetUp.INGRESS);
    var with = run(Surroundings.USUAL, clients).out();
    var calls = new ArrayList<String>();
    var expected = new ArrayList<String>();
    for (var setUp : alike) {
      int call = clients.size() * SetUp.in(Surroundings.USUAL).indexOf(setUp);
      expected.addAll(with.subList(call, call + clients.size()));
      clients.forEach(client -> calls.add(setUp.call(client.kind())));
    }

    var without =
        Fork.on(Jdk.own())
            .flags(cloud(Surroundings.USUAL).jvmFlags())
            .flags(List.of(TOLD))
            .program("Caller", Client.onOneClassPath(clients), calls.toArray(String[]::new))
            .run();

    assertEquals(without.out(), expected);
    assertTrue(expected.get(0).contains("www-authenticate"), expected.get(0));
    assertTrue(expected.get(clients.size()).contains("<h1>Error: Forbidden</h1>"), expected.get(2));
  }

  @Test
  void aFloodOfRefusalsIsExplainedOnce() {
    int times = 10_000;
    try (var google = LocalCloudRun.builder().service(service("orders").noInvokers()).start()) {
      var result =
          Fork.on(Jdk.own())
              .agent("audiences=https://orders-4fjx2k-uc.a.run.app")
              .flags(google.jvmFlags())
              .environment(google.environment())
              .program(
                  "Flood",
                  List.of(),
                  String.valueOf(times),
                  "https://orders-4fjx2k-uc.a.run.app/one",
                  "https://orders-4fjx2k-uc.a.run.app/other")
              .run();

      assertEquals(List.of("{403=" + times + "}"), result.out(), result.err().toString());
      assertEquals(times, google.received().size());
      assertEquals(1, result.explanations().size(), result.explanations().toString());
      assertEquals(List.of(), result.unexplained());
    }
  }

  private String explanation(SetUp setUp, Client client) throws IOException {
    // One run serves the newest of several clients, and another each older one.
    var clients = client.isNewest() ? groupOf(client) : List.of(client);
    var explanations = run(setUp.surroundings, clients).explanations();
    var origin = of(client.kind(), setUp.origin) + " ";
    var found = explanations.stream().filter(each -> each.startsWith(origin)).toList();
    assertEquals(1, found.size(), origin + "in " + String.join("\n", explanations));
    return found.get(0);
  }

  /** The newest of all clients, in groups that need no more explanations than a JVM prints. */
  static List<List<Client>> groups() {
    var newest = ClientsUnderTest.all().stream().map(Client::newest).toList();
    return IntStream.iterate(0, first -> first < newest.size(), first -> first + TOGETHER)
        .mapToObj(first -> newest.subList(first, Math.min(first + TOGETHER, newest.size())))
        .toList();
  }

  private static List<Client> groupOf(Client client) {
    return groups().stream().filter(group -> group.contains(client)).findFirst().orElseThrow();
  }

  private Fork.Result run(Surroundings surroundings, List<Client> clients) throws IOException {
    assumeFalse(
        surroundings == Surroundings.WITHOUT_IDENTITY && IdentityTest.isOnGoogleHardware(),
        "this machine is Google's: it has credentials");
    var key = surroundings + " " + clients;
    var known = runs.get(key);
    if (known != null) {
      return known;
    }
    var calls = new ArrayList<String>();
    for (var setUp : SetUp.in(surroundings)) {
      clients.forEach(client -> calls.add(setUp.call(client.kind())));
    }
    var cloud = cloud(surroundings);
    var result =
        Fork.on(Jdk.own())
            .in(folder)
            .agent(agent(surroundings))
            .flags(cloud.jvmFlags())
            .flags(List.of(TOLD))
            .flags(surroundings == Surroundings.WITHOUT_IDENTITY ? noHosts() : List.of())
            .environment(
                surroundings == Surroundings.WITHOUT_IDENTITY ? Map.of() : cloud.environment())
            .program("Caller", Client.onOneClassPath(clients), calls.toArray(String[]::new))
            .run();
    assertEquals(calls.size(), result.out().size(), result.out() + "\n" + result.err());
    runs.put(key, result);
    return result;
  }

  /** A JVM that knows no host but those in an empty file, and so no metadata server. */
  private List<String> noHosts() throws IOException {
    return List.of("-Djdk.net.hosts.file=" + Files.writeString(folder.resolve("hosts"), ""));
  }

  private String agent(Surroundings surroundings) throws IOException {
    var file = folder.resolve("cloud-run-auth.yaml");
    switch (surroundings) {
      case TYPING_ERROR ->
          Files.writeString(file, "audiences: [https://orders-4fjx2k-uc.a.run.app]\nheadr: auto\n");
      case USUAL -> writeAudiences(file, ExplainedRefusalTest::usual);
      case OTHER_DOORS -> writeAudiences(file, ExplainedRefusalTest::otherDoors);
      default -> {
        var orders = "https://orders-4fjx2k-uc.a.run.app";
        return "audiences="
            + ClientsUnderTest.all().stream()
                .map(client -> of(client, orders))
                .collect(joining(";"));
      }
    }
    return file.getFileName().toString();
  }

  private static void writeAudiences(Path file, Function<ClientUnderTest, String> audiences)
      throws IOException {
    Files.writeString(
        file, "audiences:\n" + ClientsUnderTest.all().stream().map(audiences).collect(joining()));
  }

  private static String otherDoors(ClientUnderTest client) {
    return of(
        client,
        """
          - https://us-central1-demo-4fjx2k.cloudfunctions.net
          - https://desk-4fjx2k.example.com
          - audience: 32107-office.apps.googleusercontent.com
            hosts: [office-4fjx2k.example.com]
          - https://guarded-4fjx2k.example.com
          - https://api-4fjx2k.uc.gateway.dev
        """);
  }

  private static String usual(ClientUnderTest client) {
    return of(
        client,
        """
          - https://orders-4fjx2k-uc.a.run.app
          - audience: https://stock-4fjx2k-uc.a.run.app
            hosts: [billing-4fjx2k-uc.a.run.app]
          - audience: https://green---catalog-4fjx2k-uc.a.run.app
            hosts: [green---catalog-4fjx2k-uc.a.run.app]
          - https://shop.example.com
          - https://internal-4fjx2k-uc.a.run.app
          - https://reports-4fjx2k-uc.a.run.app
          - audience: https://mail-123456789012.us-central1.run.app
            hosts: [mail-4fjx2k-uc.a.run.app]
          - https://accounts-4fjx2k-uc.a.run.app
        """);
  }

  private LocalCloudRun cloud(Surroundings surroundings) {
    return clouds.computeIfAbsent(surroundings, ExplainedRefusalTest::start);
  }

  private static LocalCloudRun start(Surroundings surroundings) {
    var builder = LocalCloudRun.builder();
    if (surroundings == Surroundings.OTHER_DOORS) {
      ClientsUnderTest.all().forEach(client -> addOtherDoors(builder, client));
      builder.service(service("copied"));
    } else if (surroundings == Surroundings.WRONG_CLOCK) {
      builder.clock(Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));
      builder.service(service("orders"));
    } else {
      builder.service(service("orders").noInvokers());
      for (var name : List.of("billing", "catalog", "search", "reports", "news", "mail")) {
        builder.service(service(name));
      }
      var shop = service("shop");
      for (var client : ClientsUnderTest.all()) {
        shop = shop.customDomain(of(client, "shop.example.com"));
      }
      builder.service(shop);
      builder.service(service("internal").closedToInternet(404));
      builder.service(
          service("accounts").handler(request -> Response.text(403, "not your account\n")));
    }
    var cloudRun = builder.start();
    if (surroundings == Surroundings.WRONG_CLOCK) {
      // Half an hour old by this machine's clock, and over by the service's.
      cloudRun.metadataServer().misbehave(Fault.clock(Duration.ofMinutes(-150)));
    }
    return cloudRun;
  }

  private static void addOtherDoors(LocalCloudRun.Builder builder, ClientUnderTest client) {
    builder.service(
        PrivateService.function(
            of(client, "https://us-central1-demo-4fjx2k.cloudfunctions.net/resize")));
    for (var name : List.of("desk", "office")) {
      var host = of(client, name + "-4fjx2k.example.com");
      builder
          .publicSite(host)
          .identityAwareProxy(host, "32107-" + name + ".apps.googleusercontent.com");
    }
    builder.publicSite(of(client, "guarded-4fjx2k.example.com"), Edges.cloudArmor());
    builder.publicSite(of(client, "api-4fjx2k.uc.gateway.dev"), Edges.apiGateway());
  }

  private static PrivateService service(String name) {
    var url = "https://" + name + "-" + HASH + "-uc.a.run.app";
    var service = PrivateService.at(url);
    for (var client : ClientsUnderTest.all().subList(1, ClientsUnderTest.all().size())) {
      service = service.alsoAt(of(client, url));
    }
    return service;
  }

  private static String timeless(String text) {
    return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME")
        .replaceAll("\\d+ s (ahead of|behind) it", "SECONDS $1 it");
  }
}
