package dev.cloudrunauth.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A Java runtime of this machine.
 *
 * @param release its feature release, such as 17
 * @param version its full version
 * @param launcher its {@code java}
 */
public record Jdk(int release, String version, Path launcher) {

  /** A folder whose subfolders are Java runtimes, beside those that are found without it. */
  private static final String FOLDER_VARIABLE = "CLOUD_RUN_AUTH_JDKS";

  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  /** Returns the runtime that runs this program. */
  public static Jdk own() {
    return new Jdk(
        Runtime.version().feature(), System.getProperty("java.version"), launcherIn(ownHome()));
  }

  /** Returns the newest of: this one, those installed beside it, those in the folder. */
  public static Jdk newest() {
    List<Jdk> found = new ArrayList<>(List.of(own()));
    var folder = System.getenv(FOLDER_VARIABLE);
    found.addAll(in(ownHome().getParent()));
    found.addAll(in(folder == null ? null : Path.of(folder)));
    return found.stream().max(Comparator.comparingInt(Jdk::release)).orElseThrow();
  }

  /** Returns this runtime and, if there is one, a newer one. */
  public static List<Jdk> ownAndNewest() {
    var own = own();
    var newest = newest();
    return newest.release() > own.release() ? List.of(own, newest) : List.of(own);
  }

  /** Tells whether it has virtual threads. */
  public boolean hasVirtualThreads() {
    return release >= FIRST_WITH_VIRTUAL_THREADS;
  }

  private static List<Jdk> in(@Nullable Path folder) {
    List<Jdk> found = new ArrayList<>();
    if (folder != null && Files.isDirectory(folder)) {
      try (var homes = Files.newDirectoryStream(folder)) {
        for (var home : homes) {
          var launcher = launcherIn(home);
          if (Files.isExecutable(launcher)) {
            found.add(ask(launcher));
          }
        }
      } catch (IOException e) {
        throw new IllegalStateException("cannot look for Java runtimes in " + folder, e);
      }
    }
    return found;
  }

  private static Jdk ask(Path launcher) throws IOException {
    var process =
        new ProcessBuilder(launcher.toString(), "-XshowSettings:properties", "-version")
            .redirectErrorStream(true)
            .start();
    var settings = new Properties();
    try (var reader = process.inputReader(UTF_8)) {
      settings.load(reader);
    }
    var release = settings.getProperty("java.specification.version", "0");
    return new Jdk(
        // Java 8 calls itself 1.8.
        release.startsWith("1.") ? 0 : Integer.parseInt(release),
        settings.getProperty("java.version", "unknown"),
        launcher);
  }

  private static Path ownHome() {
    return Path.of(System.getProperty("java.home"));
  }

  private static Path launcherIn(Path home) {
    return home.resolve("bin").resolve("java");
  }

  @Override
  public String toString() {
    return "JDK " + version;
  }
}
