package dev.cloudrunauth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Java runtime of this machine.
 *
 * @param release its feature release
 * @param launcher its {@code java}
 */
record Jdk(int release, Path launcher) {

  /** A folder whose subfolders are Java runtimes, beside those that are found without it. */
  static final String FOLDER_VARIABLE = "CLOUD_RUN_AUTH_JDKS";

  private static final int OLDEST_SUPPORTED = 11;
  private static final int FIRST_THAT_WARNS = 24;
  private static final List<Jdk> INSTALLED = find();
  private static final List<Jdk> FOUND = INSTALLED.stream().filter(Jdk::isSupported).toList();

  /**
   * One runtime for each release that the agent supports: the one that runs the tests, those
   * installed beside it, and those in the folder that {@value #FOLDER_VARIABLE} names. In order of
   * their releases.
   */
  static List<Jdk> found() {
    return FOUND;
  }

  /** Those on which the tests run: all that are found in the full matrix, and otherwise one. */
  static List<Jdk> all() {
    return Matrix.isFull() ? FOUND : List.of(own());
  }

  /** A runtime that is too old for the agent, if there is one. */
  static Optional<Jdk> tooOld() {
    return INSTALLED.stream().filter(jdk -> !jdk.isSupported()).findFirst();
  }

  /** Has the JVM not warn of what libraries do, those of Netty for one. */
  List<String> flagsForLibraries() {
    return release < FIRST_THAT_WARNS
        ? List.of()
        : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  }

  boolean isSupported() {
    return release >= OLDEST_SUPPORTED;
  }

  /** The runtime that runs the tests. */
  static Jdk own() {
    return new Jdk(Runtime.version().feature(), launcherIn(ownHome()));
  }

  /** The newest that is found. */
  static Jdk newest() {
    return FOUND.get(FOUND.size() - 1);
  }

  /** The oldest and the newest of those on which the tests run. */
  static List<Jdk> outermost() {
    var all = all();
    return all.size() == 1 ? all : List.of(all.get(0), all.get(all.size() - 1));
  }

  private static List<Jdk> find() {
    Map<Integer, Jdk> byRelease = new TreeMap<>();
    byRelease.put(own().release, own());
    for (var home : homes(ownHome().getParent(), System.getenv(FOLDER_VARIABLE))) {
      var launcher = launcherIn(home);
      int release = Files.isExecutable(launcher) ? release(launcher) : 0;
      if (release > 0) {
        byRelease.putIfAbsent(release, new Jdk(release, launcher));
      }
    }
    return List.copyOf(byRelease.values());
  }

  private static List<Path> homes(@Nullable Path beside, @Nullable String folder) {
    List<Path> homes = new ArrayList<>();
    for (var parent : new @Nullable Path[] {beside, folder == null ? null : Path.of(folder)}) {
      if (parent != null && Files.isDirectory(parent)) {
        try (Stream<Path> children = Files.list(parent)) {
          children.sorted().forEach(homes::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return homes;
  }

  private static Path ownHome() {
    return Path.of(System.getProperty("java.home"));
  }

  private static Path launcherIn(Path home) {
    return home.resolve("bin").resolve("java");
  }

  /** What the runtime says of itself; 0 for one that does not start. */
  private static int release(Path launcher) {
    try {
      var process =
          new ProcessBuilder(launcher.toString(), "-XshowSettings:properties", "-version")
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), UTF_8)
          .lines()
          .map(String::trim)
          .filter(line -> line.startsWith("java.specification.version = "))
          .map(line -> line.substring(line.lastIndexOf(' ') + 1))
          .map(version -> version.startsWith("1.") ? version.substring(2) : version)
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException doesNotStart) {
      return 0;
    }
  }

  @Override
  public String toString() {
    return "JDK " + release;
  }
}
