package dev.cloudrunauth.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One run of the storefront, after it has ended.
 *
 * @param exit how it ended: {@code 0} if all went well
 * @param calls the calls that it reported, in their order
 * @param stderr the lines that it, its JVM and its agent wrote there
 */
record StorefrontRun(String exit, List<StorefrontCall> calls, List<String> stderr) {

  private static final int TIMEOUT_SECONDS = 60;

  /** What a JVM cannot do without, on the systems that ask for anything at all. */
  private static final Set<String> KEPT_VARIABLES = Set.of("PATH", "SystemRoot", "TEMP", "TMP");

  /**
   * Runs the storefront in a JVM of its own. Of this machine's environment it sees next to nothing:
   * no credentials, and no options for its JVM.
   *
   * @throws IOException if the JVM does not start
   * @throws InterruptedException if the thread is interrupted while the storefront runs
   */
  static StorefrontRun of(CommandLine command, Scratch scratch)
      throws IOException, InterruptedException {
    Path stdout = scratch.file("stdout");
    Path stderr = scratch.file("stderr");
    var builder =
        new ProcessBuilder(command.words())
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile());
    builder.environment().keySet().retainAll(KEPT_VARIABLES);
    builder.environment().putAll(command.environment());

    String exit = exit(builder.start());
    List<StorefrontCall> calls =
        lines(stdout).stream().map(StorefrontCall::read).flatMap(Optional::stream).toList();
    return new StorefrontRun(exit, calls, lines(stderr));
  }

  private static String exit(Process process) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    if (process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      return String.valueOf(process.exitValue());
    }
    process.destroyForcibly().waitFor();
    return "killed after " + TIMEOUT_SECONDS + " seconds";
  }

  private static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8).lines().toList();
  }
}
