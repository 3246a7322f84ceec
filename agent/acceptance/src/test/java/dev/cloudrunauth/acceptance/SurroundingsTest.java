package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where an application runs that is not like a developer's machine. */
class SurroundingsTest extends StartMode {

  /** A file system in which nobody can make a file, whatever the permissions. */
  private static final Path UNWRITABLE = Path.of("/proc");

  @ParameterizedTest
  @MethodSource("dev.cloudrunauth.acceptance.Jdk#outermost")
  void pathsMayHaveSpacesAndLettersOfAnyAlphabet(Jdk jdk) throws IOException {
    var place = Files.createDirectories(named("ein Ordner/größe ✓"));
    var agent = Files.copy(Fork.AGENT, place.resolve("größer als ✓.jar"));
    var file = place.resolve("für alle.yaml");
    Files.writeString(file, "audiences: ['" + ORDERS + "']  # größer als ✓\n");

    var result =
        caller(
                onCloudRun(jdk)
                    .in(place)
                    .environment(Map.of("LC_ALL", "C.UTF-8"))
                    .agent(agent, file.getFileName().toString()))
            .run();

    assertEquals(List.of(), result.complaints());
    assertTokensArrived(CALLS.size());
  }

  @ParameterizedTest
  @MethodSource("dev.cloudrunauth.acceptance.Jdk#outermost")
  void nothingNeedsToBeWritable(Jdk jdk) throws IOException {
    assumeTrue(Files.isDirectory(UNWRITABLE), "there is no folder that is known to be read-only");
    assertThrows(IOException.class, () -> Files.createFile(UNWRITABLE.resolve("file")));
    var agent = Files.copy(Fork.AGENT, folder.resolve("agent.jar"));
    var file = Files.writeString(folder.resolve("c.yaml"), "audiences: ['" + ORDERS + "']\n");
    assumeTrue(agent.toFile().setReadOnly() && file.toFile().setReadOnly());

    var result =
        caller(
                onCloudRun(jdk)
                    .in(UNWRITABLE)
                    .environment(Map.of("HOME", UNWRITABLE.toString()))
                    .flags(List.of("-Djava.io.tmpdir=" + UNWRITABLE, "-Duser.home=" + UNWRITABLE))
                    .agent(agent, file.toString()))
            .run();

    assertEquals(List.of(), result.complaints());
    assertTokensArrived(CALLS.size());
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count(), "no file beside the two");
    }
  }

  @Test
  void aJvmThatChecksEverythingHasNothingToSay() {
    var jdk = Jdk.newest();

    var result = caller(onCloudRun(jdk).flags(strict(jdk)).agent(AUDIENCES)).run();

    assertEquals(List.of(), result.complaints());
    assertTokensArrived(CALLS.size());
  }

  /** All that the JVM can be asked to check, or to forbid. */
  private static List<String> strict(Jdk jdk) {
    var flags = new ArrayList<>(List.of("-Xverify:all"));
    if (jdk.release() >= 21) {
      // Before, it complains of its own Instrumentation.getAllLoadedClasses.
      flags.add("-Xcheck:jni");
    }
    if (jdk.release() >= 23) {
      flags.add("--sun-misc-unsafe-memory-access=deny");
    }
    if (jdk.release() >= 24) {
      flags.add("--illegal-native-access=deny");
    }
    if (jdk.release() >= 26) {
      flags.add("--illegal-final-field-mutation=deny");
    }
    return flags;
  }

  @ParameterizedTest
  @MethodSource("jdksWithSecurityManager")
  void underASecurityManagerWithAPolicyThatAllowsAllTokensArrive(Jdk jdk) throws IOException {
    var policy =
        Files.writeString(
            folder.resolve("policy"), "grant { permission java.security.AllPermission; };\n");
    var flags = List.of("-Djava.security.manager", "-Djava.security.policy==" + policy);
    var without = caller(onCloudRun(jdk).flags(flags)).run();
    cloudRun.clear();

    var result = caller(onCloudRun(jdk).flags(flags).agent(AUDIENCES)).run();

    assertEquals(without.err(), result.complaints());
    assertTokensArrived(CALLS.size());
  }

  static Stream<Jdk> jdksWithSecurityManager() {
    return Jdk.found().stream().filter(jdk -> jdk.release() < 18);
  }

  private Path named(String name) {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      return abort("the tests run under a locale that has no such letters");
    }
  }
}
