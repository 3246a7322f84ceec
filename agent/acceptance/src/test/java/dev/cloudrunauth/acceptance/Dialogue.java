package dev.cloudrunauth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A running application that is told line by line what to do. What it says, and what its agent says
 * on standard error, is heard as it comes: a test waits for a line, not for a while.
 */
final class Dialogue implements AutoCloseable {

  private final Process process;
  private final BufferedReader reader;
  private final List<String> heard = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();

  Dialogue(Process process, long mostSeconds) {
    this.process = process;
    this.reader = process.inputReader(UTF_8);
    CompletableFuture.delayedExecutor(mostSeconds, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
  }

  /** Tells it something, and returns the next line that is its own and not the agent's. */
  String ask(String line) {
    tell(line);
    String answer = next();
    while (isTheAgents(answer)) {
      answer = next();
    }
    answers.add(answer);
    return answer;
  }

  void tell(String line) {
    try {
      var writer = process.outputWriter(UTF_8);
      writer.write(line + "\n");
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(said(), e);
    }
  }

  /** Waits for a line with a text in it, if there has been none yet. */
  void hear(String part) {
    boolean isHeard = heard.stream().anyMatch(line -> line.contains(part));
    while (!isHeard) {
      isHeard = next().contains(part);
    }
  }

  /**
   * Lets it end, and returns what it, its JVM and its agent have said in all, without the answers
   * and without the lines by which the agent says that all is well.
   */
  List<String> end() {
    try {
      process.outputWriter(UTF_8).close();
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        heard.add(line);
      }
      if (process.waitFor() != 0) {
        throw new AssertionError(said());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(said(), e);
    }
    var remarks = new ArrayList<>(heard);
    answers.forEach(remarks::remove);
    remarks.removeIf(Fork::isGoodNews);
    return remarks;
  }

  long pid() {
    return process.pid();
  }

  private String next() {
    try {
      var line = reader.readLine();
      if (line == null) {
        throw new AssertionError("ended, or took too long. " + said());
      }
      heard.add(line);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(said(), e);
    }
  }

  private static boolean isTheAgents(String line) {
    // What it has to say in several lines is indented from the second on.
    return line.startsWith("cloud-run-auth: ") || line.startsWith("  ");
  }

  private String said() {
    return "It has said:\n" + String.join("\n", heard);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
