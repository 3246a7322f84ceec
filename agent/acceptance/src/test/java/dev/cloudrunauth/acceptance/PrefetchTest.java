package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens are there before they are needed, and the application does not notice. */
class PrefetchTest {

  private static final Path REFERENCE = Path.of("../../config/REFERENCE.md");
  private static final Pattern CLIENT_KEY = Pattern.compile("clients\\.[a-z0-9-]+");

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String STOCK = "https://stock-4fjx2k-uc.a.run.app";
  private static final String AUDIENCES = "audiences=" + ORDERS + ";" + STOCK;
  private static final String AGENT = "log.level=debug," + AUDIENCES + ";https://*.example.org";
  private static final String GET = "send HTTP/2 GET " + ORDERS + "/";
  private static final String FETCHED = "2 of 2 ID tokens fetched ahead";
  private static final String NOT_FETCHED = "could not be fetched ahead";
  private static final String AT_REST = "no thread of the agent is left";

  @TempDir Path folder;
  private LocalCloudRun cloudRun;

  @BeforeEach
  void start() {
    cloudRun =
        LocalCloudRun.builder()
            .service(PrivateService.at(ORDERS).handler(new EchoService()))
            .service(PrivateService.at(STOCK).handler(new EchoService()))
            .publicSite("www.example.com")
            .start();
  }

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  static List<Jdk> outermostJdks() {
    return Jdk.outermost();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationThatListensHasItsTokensBeforeItsFirstCall(Jdk jdk) {
    try (var application = onCloudRun(jdk, AGENT).start()) {
      application.ask("listen");
      application.hear(FETCHED);
      assertEquals(List.of(ORDERS, STOCK), audiencesAskedFor());

      assertEquals("200 HTTP_2", application.ask(GET));
      assertEquals("200 HTTP_2", application.ask(GET.replace(ORDERS, STOCK)));
      assertEquals(List.of(ORDERS, STOCK), audiencesAskedFor());
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationThatUsesNoNetworkIsNoReasonToUseIt(Jdk jdk) {
    try (var application = onCloudRun(jdk, AUDIENCES).start()) {
      assertEquals(AT_REST, application.ask("rest"));
      assertEquals(List.of(), application.end());
    }
    assertEquals(List.of(), cloudRun.metadataServer().received());
  }

  @ParameterizedTest
  @MethodSource("outermostJdks")
  void whatMainSetsTakesEffect(Jdk jdk) {
    var settings = new ArrayList<String>();
    settings.add("java.net.preferIPv4Stack=true");
    settings.add("networkaddress.cache.ttl=7");
    for (var flag : cloudRun.jvmFlags()) {
      settings.add(flag.substring("-D".length()));
    }
    var fork =
        Fork.on(jdk)
            .agent(AGENT)
            .flags(List.of("--add-exports=java.base/sun.net=ALL-UNNAMED"))
            .environment(byName())
            .program("Prompted", List.of(), settings.toArray(new String[0]));

    try (var application = fork.start()) {
      application.ask("listen");
      application.hear(FETCHED);
      assertEquals("IPv4", application.ask("family"));
      assertEquals("ttl 7", application.ask("ttl"));
      assertEquals("200 HTTP_2", application.ask(GET));
    }
    assertFalse(cloudRun.connects().isEmpty(), "the call went through the proxy");
  }

  @Test
  void aMetadataServerThatIsDownIsOneLineAndNoFailedCall() {
    cloudRun.metadataServer().misbehave(Fault.disconnect());

    try (var application = onCloudRun(Jdk.own(), AUDIENCES).start()) {
      application.ask("listen");
      application.hear(NOT_FETCHED);
      assertEquals(List.of(ORDERS), audiencesAskedFor());

      cloudRun.metadataServer().recover();
      assertEquals("200 HTTP_2", application.ask(GET));
      assertEquals("200 HTTP_2", application.ask(GET.replace(ORDERS, STOCK)));
      assertEquals(AT_REST, application.ask("rest"));
      assertEquals(1, application.end().size());
    }
  }

  @Test
  void aMetadataServerThatHangsHoldsUpNothing() throws IOException {
    try (var hanging = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var application =
            onCloudRun(Jdk.own(), AUDIENCES)
                .environment(Map.of("GCE_METADATA_HOST", "127.0.0.1:" + hanging.getLocalPort()))
                .start()) {
      application.ask("listen");
      try (var asked = hanging.accept()) {
        assertTrue(asked.getInputStream().read() >= 0);

        // The question is put, and stays without an answer until the application has ended.
        assertTrue(application.ask("listen").startsWith("listening"));
        assertEquals("200 HTTP_2", application.ask("send HTTP/2 GET https://www.example.com/"));
        application.end();
      }
    }
  }

  @Test
  void aKeyIsNotUsedBeforeTheApplicationUsesAClient() throws IOException {
    var key = cloudRun.writeServiceAccountKey(folder.resolve("key.json"));
    var fork =
        prompted(Jdk.own(), AGENT)
            .environment(Map.of("GOOGLE_APPLICATION_CREDENTIALS", key.toString()));

    try (var application = fork.start()) {
      application.ask("listen");
      assertEquals(AT_REST, application.ask("rest"));
      assertEquals(List.of(), cloudRun.tokenEndpoint().received());

      assertEquals("200 HTTP_2", application.ask("send HTTP/2 GET https://www.example.com/"));
      application.hear(FETCHED);
      assertEquals(2, cloudRun.tokenEndpoint().received().size());
      assertEquals("200 HTTP_2", application.ask(GET));
      assertEquals(2, cloudRun.tokenEndpoint().received().size());
    }
  }

  @Test
  void withoutCredentialsOneLineSaysSoAndCallsGoOut() throws IOException {
    assumeFalse(isOnGoogleHardware(), "this machine is Google's: it has credentials");
    var noHosts = Files.createFile(folder.resolve("hosts"));
    var fork = prompted(Jdk.own(), AUDIENCES).flags(List.of("-Djdk.net.hosts.file=" + noHosts));

    try (var application = fork.start()) {
      application.ask("listen");
      application.hear("no Google credentials");
      assertEquals("403 HTTP_2", application.ask(GET));
      assertEquals(1, Explanations.without(application.end()).size());
    }
  }

  static List<String> nothingToFetch() throws IOException {
    var noClient =
        CLIENT_KEY
            .matcher(Files.readString(REFERENCE))
            .results()
            .map(key -> key.group() + "=false,")
            .collect(Collectors.joining());
    return List.of(
        "enabled=false," + AUDIENCES, "audiences=https://*.run.app", noClient + AUDIENCES);
  }

  @ParameterizedTest
  @MethodSource("nothingToFetch")
  void whereThereIsNothingToFetchNothingIsAsked(String agent) {
    try (var application = onCloudRun(Jdk.own(), agent).start()) {
      application.ask("listen");
      assertEquals(AT_REST, application.ask("rest"));
    }
    assertEquals(List.of(), cloudRun.metadataServer().received());
  }

  private Fork onCloudRun(Jdk jdk, String agent) {
    return prompted(jdk, agent).environment(cloudRun.environment());
  }

  private Fork prompted(Jdk jdk, String agent) {
    return Fork.on(jdk).agent(agent).flags(cloudRun.jvmFlags()).program("Prompted", List.of());
  }

  private List<String> audiencesAskedFor() {
    return cloudRun.metadataServer().idTokenRequests().stream()
        .map(request -> request.audience().orElse("none"))
        .toList();
  }

  /** The metadata server by a name, which makes the JVM read how long names live. */
  private Map<String, String> byName() {
    var environment = new HashMap<>(cloudRun.environment());
    environment.replaceAll((variable, host) -> host.replace("127.0.0.1", "localhost"));
    return environment;
  }

  private static boolean isOnGoogleHardware() throws IOException {
    var name = Path.of("/sys/class/dmi/id/product_name");
    return Files.isReadable(name) && Files.readString(name).startsWith("Google");
  }
}
