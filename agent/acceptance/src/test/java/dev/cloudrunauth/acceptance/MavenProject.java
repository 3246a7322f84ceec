package dev.cloudrunauth.acceptance;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An application of {@code src/applications} that is a project of Maven's own, because its
 * framework, or protoc, generates classes at build time by a plugin.
 */
final class MavenProject {

  /** What Quarkus and Spring Boot make of it. */
  private static final List<String> RUNNERS =
      List.of("target/quarkus-app/quarkus-run.jar", "target/shop.jar");

  private MavenProject() {}

  /**
   * Builds one, by the Maven that runs the tests.
   *
   * @param name what it runs on, which no other has
   * @param folder where its project is
   * @param bom the framework's list of versions, {@code GROUP:ARTIFACT:VERSION}
   */
  static BuiltApplication build(String name, String folder, String bom) {
    var project = BuiltApplication.CLASSES.resolve(name.replace(' ', '-'));
    try {
      copy(BuiltApplication.SOURCES.resolve(folder), project);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var maven = Path.of(System.getProperty("maven.home"), "bin", "mvn");
    var result = Fork.tool(maven).in(project).application(words(bom)).run();
    assertEquals(0, result.exit(), () -> String.join("\n", result.out()));
    return new BuiltApplication(
        BuiltApplication.MAIN_CLASS,
        project.resolve("target/classes"),
        List.of(),
        List.of("-jar", runner(project).toString()));
  }

  private static Path runner(Path project) {
    return RUNNERS.stream()
        .map(project::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no jar in " + project));
  }

  private static String[] words(String bom) {
    var parts = bom.split(":", -1);
    var words = new ArrayList<>(List.of("-B", "-ntp", "package"));
    words.add("-Dmaven.repo.local=" + System.getProperty("maven.repo.local"));
    words.add("-Dbom.group=" + parts[0]);
    words.add("-Dbom.version=" + parts[parts.length - 1]);
    if (Artifacts.areOffline()) {
      words.add("-o");
    }
    return words.toArray(String[]::new);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, REPLACE_EXISTING);
      }
    }
  }
}
