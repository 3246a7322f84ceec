package dev.cloudrunauth.acceptance;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.okhttp.OkHttp;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.PrivateService;
import dev.cloudrunauth.local.service.ServiceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Applications in class loaders of their own, with the oldest OkHttp and the newest, side by side
 * in one JVM: child-first loaders, OSGi bundles and JBoss modules, which find {@code java.*} in the
 * JVM and nothing else. The service answers no call before all have come to it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerTest {

  private static final String HOST = "orders-4fjx2k-uc.a.run.app";
  private static final String ORDERS = "https://" + HOST;
  private static final ClientUnderTest OKHTTP = new OkHttp();
  private static final Client OLDEST = Client.versions(OKHTTP).get(0);
  private static final Client NEWEST = Client.newest(OKHTTP);
  private static final List<String> KINDS = List.of("web", "osgi", "jboss");
  private static final List<String> MODES = List.of("execute", "send", "enqueue", "sendAsync");
  private static final List<String> PACKAGES_OF_THE_JDK =
      List.of("javax.crypto", "javax.net", "javax.net.ssl", "javax.security.auth.x500");
  private static final List<String> MODULES_OF_THE_JDK =
      List.of("java.base", "java.logging", "java.net.http");

  @TempDir Path folder;
  private final CyclicBarrier allCallers = new CyclicBarrier(2 * KINDS.size());
  private final Map<Jdk, Conversation> conversations = new HashMap<>();
  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder()
          .service(PrivateService.at(ORDERS).handler(this::answerWhenAllHaveCome))
          .start();

  private Response answerWhenAllHaveCome(ServiceRequest request) {
    try {
      allCallers.await(30, TimeUnit.SECONDS);
      return Response.text(200, "hello\n");
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      return Response.text(504, "alone\n");
    }
  }

  @AfterAll
  void stopCloudRun() {
    cloudRun.close();
  }

  static Stream<Arguments> containers() {
    return Jdk.outermost().stream()
        .flatMap(jdk -> KINDS.stream().map(kind -> arguments(jdk, kind)));
  }

  @ParameterizedTest
  @MethodSource("containers")
  void callsFromBothVersionsArriveWithTheirToken(Jdk jdk, String kind) throws IOException {
    var conversation = conversation(jdk);

    for (var version : List.of("oldest", "newest")) {
      for (var mode : MODES) {
        var received = conversation.received("/" + kind + "-" + version + "/" + mode + "/");
        assertEquals(1, received.size());
        assertEquals(200, received.get(0).status());
        assertEquals(
            ORDERS + ":" + cloudRun.httpsPort(), received.get(0).audience().orElse("no token"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("containers")
  void eachApplicationGetsItsAnswersAndNothingIsPrinted(Jdk jdk, String kind) throws IOException {
    var result = conversation(jdk).result();

    for (var version : List.of("oldest", "newest")) {
      var name = kind + "-" + version;
      assertEquals(
          Collections.nCopies(MODES.size(), name + " 200"),
          result.out().stream()
              .filter(line -> line.startsWith(name + " "))
              .map(line -> line.substring(0, Math.min(line.length(), name.length() + 4)))
              .toList(),
          () -> String.join("\n", result.out()) + "\n" + String.join("\n", result.err()));
    }
    assertEquals(2 * KINDS.size() * MODES.size(), result.out().size());
    // Felix reaches into the JVM, which complains of it by itself on many releases.
    assertEquals(
        List.of(),
        result.complaints().stream().filter(line -> !line.startsWith("WARNING: ")).toList());
  }

  private Conversation conversation(Jdk jdk) throws IOException {
    var known = conversations.get(jdk);
    if (known == null) {
      known = call(jdk);
      conversations.put(jdk, known);
    }
    return known;
  }

  private Conversation call(Jdk jdk) throws IOException {
    var arguments = new ArrayList<String>();
    arguments.addAll(webApplications());
    arguments.addAll(bundles(Files.createDirectory(folder.resolve("bundles-" + jdk.release()))));
    arguments.addAll(modules(Files.createDirectory(folder.resolve("modules-" + jdk.release()))));
    arguments.add("--");
    var calls = new ArrayList<String>();
    for (var mode : MODES) {
      calls.add(
          mode + " HTTP/1.1 GET " + ORDERS + ":" + cloudRun.httpsPort() + "/{}/" + mode + "/");
    }
    arguments.addAll(calls);
    var containers = new ArrayList<>(Versions.jars("Apache Felix"));
    containers.addAll(Versions.jars("JBoss Modules"));
    cloudRun.clear();
    allCallers.reset();
    var fork =
        Fork.on(jdk)
            .agent("audiences=" + ORDERS + ":" + cloudRun.httpsPort())
            .flags(cloudRun.hostsFileFlags())
            .environment(cloudRun.environment())
            .main("com.example.container.Containers", containers, arguments.toArray(String[]::new));
    var result = fork.run();
    assertEquals(0, result.exit(), () -> String.join("\n", result.err()));
    return new Conversation(
        calls, result, List.copyOf(cloudRun.received()), List.of(), List.of(), 0);
  }

  private static List<String> webApplications() {
    return List.of("web oldest " + urls(OLDEST), "web newest " + urls(NEWEST));
  }

  private static String urls(Client client) {
    return Stream.concat(client.jars().stream(), Stream.of(Fork.CALLER))
        .map(path -> path.toUri().toString())
        .collect(joining(" "));
  }

  /** One has OkHttp from other bundles, the other inside its own: both are common. */
  private static List<String> bundles(Path place) throws IOException {
    var bundles = new Bundles(place);
    // The bundle of its logging wants a newer Kotlin than its own POM names.
    bundles.addLibraries(
        NEWEST.jars().stream().filter(jar -> !jar.toString().contains("logging")).toList());
    var imports = new ArrayList<>(PACKAGES_OF_THE_JDK);
    bundles.addApplication("oldest", Fork.CALLER, imports, OLDEST.jars());
    imports.addAll(List.of("okhttp3", "okio"));
    bundles.addApplication("newest", Fork.CALLER, imports);
    return List.of("osgi oldest " + place, "osgi newest " + place);
  }

  private static List<String> modules(Path place) throws IOException {
    var modules = new ModulePath(place);
    for (var version : Map.of("oldest", OLDEST, "newest", NEWEST).entrySet()) {
      var libraries = version.getKey() + ".okhttp";
      modules.add(libraries, version.getValue().jars(), MODULES_OF_THE_JDK);
      var dependencies = new ArrayList<>(MODULES_OF_THE_JDK);
      dependencies.add(libraries);
      modules.add(version.getKey(), List.of(Fork.CALLER), dependencies);
    }
    return List.of("jboss oldest " + place, "jboss newest " + place);
  }
}
