package dev.cloudrunauth.acceptance;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.ClientsUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A version of a client under test.
 *
 * @param kind the client
 * @param name the client and its version, as the file of versions has it
 */
record Client(ClientUnderTest kind, String name) {

  private static final String RELOCATED = "relocated ";
  private static final String OPEN_SSL = "netty-tcnative-";
  private static final Map<String, List<Path>> RELOCATED_JARS = new ConcurrentHashMap<>();

  /** All versions of all clients. */
  static List<Client> all() {
    return ClientsUnderTest.all().stream()
        .flatMap(kind -> Stream.concat(versions(kind).stream(), relocated(kind).stream()))
        .toList();
  }

  /** The versions of a client under its own name, oldest first; one for a client of the JDK. */
  static List<Client> versions(ClientUnderTest kind) {
    return kind.isInJdk() ? List.of(new Client(kind, kind.title())) : named("", kind);
  }

  /** The copies of a client under another name, as shaded libraries have them. */
  static List<Client> relocated(ClientUnderTest kind) {
    return kind.isInJdk() ? List.of() : named(RELOCATED, kind);
  }

  static Client newest(ClientUnderTest kind) {
    var versions = versions(kind);
    return versions.get(versions.size() - 1);
  }

  /** Those that stand for all others in a test that is not about versions. */
  static List<Client> typical() {
    return ClientsUnderTest.all().stream()
        .flatMap(kind -> versions(kind).stream())
        .filter(client -> client.kind.isTypical(client.version(), client.isNewest()))
        .toList();
  }

  /** The jars of the newest version of every client. */
  static List<Path> newestJars() {
    return onOneClassPath(ClientsUnderTest.all().stream().map(Client::newest).toList());
  }

  /** Those of the clients that run on a JDK: an older one rejects a module path with the others. */
  static List<Path> newestJars(Jdk jdk) {
    return onOneClassPath(
        ClientsUnderTest.all().stream()
            .map(Client::newest)
            .filter(client -> client.runsOn(jdk))
            .toList());
  }

  /**
   * The jars of several clients. OpenSSL, which Armeria brings with it, is left out if there are
   * others: Netty of another version hangs with it, with the agent or without.
   */
  static List<Path> onOneClassPath(List<Client> clients) {
    return clients.stream()
        .flatMap(client -> client.jars().stream())
        .filter(jar -> clients.size() == 1 || !jar.getFileName().toString().startsWith(OPEN_SSL))
        .toList();
  }

  private static List<Client> named(String prefix, ClientUnderTest kind) {
    return Versions.named(prefix + kind.title() + " ").stream()
        .map(name -> new Client(kind, name))
        .toList();
  }

  boolean isNewest() {
    return equals(newest(kind));
  }

  boolean isRelocated() {
    return name.startsWith(RELOCATED);
  }

  List<String> modes() {
    return kind.modes();
  }

  /** One way to make a call after the other, and then from the beginning. */
  String mode(int number) {
    return modes().get(number % modes().size());
  }

  List<String> protocols() {
    return kind.protocols();
  }

  boolean has(Feature feature, Jdk jdk) {
    return lacks(feature, jdk).isEmpty();
  }

  boolean runsOn(Jdk jdk) {
    return jdk.release() >= kind.oldestJdk(version());
  }

  /** Of several JDKs those on which it is worth trying: a library is the same on all of them. */
  List<Jdk> jdks(List<Jdk> several) {
    return kind.isInJdk() ? several : List.of(Jdk.own());
  }

  /** Why it lacks a feature; empty if it has it. */
  Optional<String> lacks(Feature feature, Jdk jdk) {
    return kind.lacks(feature, version(), jdk.release());
  }

  private String version() {
    return kind.isInJdk() ? "" : name.substring(name.lastIndexOf(' ') + 1);
  }

  /** The class that makes its calls, in an application of its own. */
  String application() {
    return "com.example.tenant." + kind.application();
  }

  /** What the application needs on its class path to use it. */
  List<Path> jars() {
    if (kind.isInJdk()) {
      return List.of();
    }
    var jars = Versions.jars(name);
    return isRelocated() ? RELOCATED_JARS.computeIfAbsent(name, key -> Relocation.of(jars)) : jars;
  }

  @Override
  public String toString() {
    return name;
  }
}
