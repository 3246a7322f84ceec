package dev.cloudrunauth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Node program of this project with the packages that its lock file pins, in a folder below
 * {@code target}. Where Node is not installed or the packages cannot be had, whoever asks for it is
 * skipped and says so.
 */
record Node(Path folder) {

  private static final boolean IS_WINDOWS = System.getProperty("os.name").startsWith("Windows");
  private static final int OLDEST = 20;
  private static final int MOST_SECONDS = 120;

  /** Installs a program: all files that lie in its folder, and the packages that they name. */
  static Node install(Path source) throws IOException, InterruptedException {
    var folder = Path.of("target", "node", source.getFileName().toString()).toAbsolutePath();
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(source)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    var version = said(folder, "node", "--version").replaceFirst("^v", "");
    if (Integer.parseInt(version.split("\\.", 2)[0]) < OLDEST) {
      abort("Node is older than " + OLDEST + ": " + version);
    }
    said(
        folder,
        IS_WINDOWS ? "npm.cmd" : "npm",
        "ci",
        "--prefer-offline",
        "--no-audit",
        "--no-fund");
    return new Node(folder);
  }

  /** Starts a program, whose standard error is the tests' own. */
  Process start(Map<String, String> environment, String... program) throws IOException {
    var command = new ArrayList<>(List.of("node"));
    command.addAll(List.of(program));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** The lines that a process writes, from now on. */
  static BufferedReader lines(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  private static String said(Path folder, String... command)
      throws IOException, InterruptedException {
    var log = folder.resolve("command.log");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      return abort("without Node and npm there is nothing to try: " + e.getMessage());
    }
    boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    var text = Files.readString(log).strip();
    if (!ended || process.exitValue() != 0) {
      abort(String.join(" ", List.of(command)) + " did not work: " + text);
    }
    return text;
  }
}
