package dev.cloudrunauth.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Runtime.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A version of an HTTP client.
 *
 * @param name the client and its version
 * @param jars what the application needs on its class path to use it
 * @param modes its ways to make a call, as the caller program names them
 */
record Client(String name, List<Path> jars, List<String> modes) {

  static final Client JAVA_NET_HTTP =
      new Client("java.net.http", List.of(), List.of("send", "sendAsync"));

  private static final Path OKHTTP_VERSIONS = Path.of(System.getProperty("okhttp.versions"));
  private static final List<String> OKHTTP_MODES = List.of("execute", "enqueue");

  /** OkHttp in every version that the build has fetched, oldest first. */
  static List<Client> okHttp() {
    return list(OKHTTP_VERSIONS).stream()
        .sorted(Comparator.comparing(folder -> Version.parse(withoutZeros(folder))))
        .map(folder -> new Client("OkHttp " + folder.getFileName(), list(folder), OKHTTP_MODES))
        .toList();
  }

  static Client oldestOkHttp() {
    return okHttp().get(0);
  }

  static Client newestOkHttp() {
    var all = okHttp();
    return all.get(all.size() - 1);
  }

  /** The JDK's version numbers, which are borrowed to sort by, do not end in zeros. */
  private static String withoutZeros(Path folder) {
    return folder.getFileName().toString().replaceAll("(\\.0)+$", "");
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
