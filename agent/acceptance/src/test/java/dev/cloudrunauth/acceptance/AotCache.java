package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * An AOT cache, and the flags by which a JVM makes and uses it.
 *
 * @param steps how it is made
 * @param file where it is made
 */
record AotCache(Steps steps, Path file) {

  /** The training run makes the cache itself, or leaves that to a run of its own. */
  enum Steps {
    ONE,
    TWO
  }

  /** The flags of the training run, whose warnings do not go to standard output. */
  List<String> training() {
    var flags = new ArrayList<>(List.of("-Xlog:disable", "-Xlog:aot=warning:stderr"));
    flags.addAll(
        steps == Steps.ONE
            ? List.of("-XX:AOTCacheOutput=" + file)
            : List.of("-XX:AOTMode=record", configuration()));
    return flags;
  }

  /** Makes the cache after the training run, if that has not; the application does not run. */
  void assemble(Function<List<String>, Fork.Result> jvm) {
    if (steps == Steps.TWO) {
      var flags = List.of("-XX:AOTMode=create", configuration(), "-XX:AOTCache=" + file);
      var result = jvm.apply(flags);
      assertEquals(0, result.exit(), () -> String.join("\n", result.err()));
    }
    assertTrue(Files.exists(file), "no cache was made");
  }

  /** The flags of a run that uses the cache, and does not start without it. */
  List<String> use() {
    return List.of("-XX:AOTMode=on", "-XX:AOTCache=" + file);
  }

  private String configuration() {
    return "-XX:AOTConfiguration=" + file + ".config";
  }
}
