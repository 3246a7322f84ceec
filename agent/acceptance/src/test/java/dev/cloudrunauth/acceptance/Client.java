package dev.cloudrunauth.acceptance;

import java.lang.Runtime.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A version of an HTTP client.
 *
 * @param name the client and its version, as the file of versions has it
 * @param modes its ways to make a call, as the caller program names them
 */
record Client(String name, List<String> modes) {

  static final Client JAVA_NET_HTTP = new Client("java.net.http", List.of("send", "sendAsync"));

  static final Client HTTP_URL_CONNECTION = new Client("HttpURLConnection", List.of("connection"));

  private static final String RELOCATED = "relocated OkHttp ";
  private static final List<String> OKHTTP_MODES = List.of("execute", "enqueue");

  private static final Map<String, List<Path>> RELOCATED_JARS = new ConcurrentHashMap<>();

  /** OkHttp under its own name, oldest first. */
  static List<Client> okHttp() {
    return okHttp("OkHttp ");
  }

  /** OkHttp under another name. */
  static List<Client> relocatedOkHttp() {
    return okHttp(RELOCATED);
  }

  static List<Client> all() {
    return Stream.of(List.of(JAVA_NET_HTTP, HTTP_URL_CONNECTION), okHttp(), relocatedOkHttp())
        .flatMap(List::stream)
        .toList();
  }

  static Client newestOkHttp() {
    var all = okHttp();
    return all.get(all.size() - 1);
  }

  /** The newest, and one from before it was rewritten in Kotlin; 3.12 has {@code callTimeout}. */
  static List<Client> okHttpOfBothLanguages() {
    return okHttp().stream()
        .filter(client -> client.equals(newestOkHttp()) || client.name().contains(" 3.12."))
        .toList();
  }

  private static List<Client> okHttp(String prefix) {
    return Versions.named(prefix).stream().map(name -> new Client(name, OKHTTP_MODES)).toList();
  }

  boolean isJavaNetHttp() {
    return equals(JAVA_NET_HTTP);
  }

  boolean isHttpUrlConnection() {
    return equals(HTTP_URL_CONNECTION);
  }

  boolean isOkHttp() {
    return !isJavaNetHttp() && !isHttpUrlConnection();
  }

  /** What it speaks. */
  List<String> protocols() {
    return isHttpUrlConnection() ? List.of(Situations.HTTP_1) : Situations.PROTOCOLS;
  }

  boolean isRelocated() {
    return name.startsWith(RELOCATED);
  }

  /** Whether this is OkHttp of an older version. */
  boolean isOkHttpBefore(String version) {
    return isOkHttp()
        && Version.parse(withoutZeros(name.replace(RELOCATED, "").replace("OkHttp ", "")))
                .compareTo(Version.parse(withoutZeros(version)))
            < 0;
  }

  /** The JDK's version numbers, which are borrowed to compare by, do not end in zeros. */
  private static String withoutZeros(String version) {
    return version.replaceAll("(\\.0)+$", "");
  }

  /** The class that makes its calls, in an application of its own. */
  String application() {
    if (isHttpUrlConnection()) {
      return "com.example.tenant.ConnectionApplication";
    }
    return "com.example.tenant." + (isJavaNetHttp() ? "JdkApplication" : "OkHttpApplication");
  }

  /** What the application needs on its class path to use it. */
  List<Path> jars() {
    if (!isOkHttp()) {
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
