package dev.cloudrunauth.acceptance;

import java.nio.file.Path;
import java.util.List;

/**
 * A version of an HTTP client.
 *
 * @param name the client and its version, as the file of versions has it
 * @param modes its ways to make a call, as the caller program names them
 */
record Client(String name, List<String> modes) {

  static final Client JAVA_NET_HTTP = new Client("java.net.http", List.of("send", "sendAsync"));

  private static final List<String> OKHTTP_MODES = List.of("execute", "enqueue");

  /** OkHttp under its own name, oldest first. */
  static List<Client> okHttp() {
    return okHttp("OkHttp ");
  }

  /** OkHttp under another name. */
  static List<Client> relocatedOkHttp() {
    return okHttp("relocated OkHttp ");
  }

  static Client newestOkHttp() {
    var all = okHttp();
    return all.get(all.size() - 1);
  }

  private static List<Client> okHttp(String prefix) {
    return Versions.named(prefix).stream().map(name -> new Client(name, OKHTTP_MODES)).toList();
  }

  boolean isJavaNetHttp() {
    return equals(JAVA_NET_HTTP);
  }

  /** What the application needs on its class path to use it. */
  List<Path> jars() {
    return isJavaNetHttp() ? List.of() : Versions.jars(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
