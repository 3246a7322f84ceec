package dev.cloudrunauth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A running application that is told line by line what to do. What it says, and what its agent says
 * on standard error, is heard as it comes: a test waits for a line, not for a while. The two are
 * read apart, for in one pipe a line of one can fall between a line of the other and its end.
 */
final class Dialogue implements AutoCloseable {

  private final Process process;

  /** Each line as it comes, and nothing at all for each of the two streams that has ended. */
  private final BlockingQueue<Optional<Line>> lines = new LinkedBlockingQueue<>();

  private final List<String> heard = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private int openStreams = 2;

  Dialogue(Process process, long mostSeconds) {
    this.process = process;
    CompletableFuture.delayedExecutor(mostSeconds, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    listen(process.inputReader(UTF_8), true);
    listen(process.errorReader(UTF_8), false);
  }

  /** Tells it something, and returns the next line of its standard output. */
  String ask(String line) {
    tell(line);
    var answer = next();
    while (!answer.isOutput()) {
      answer = next();
    }
    answers.add(answer.text());
    return answer.text();
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
      isHeard = next().text().contains(part);
    }
  }

  /**
   * Lets it end, and returns what it, its JVM and its agent have said in all, without the answers
   * and without the lines by which the agent says that all is well.
   */
  List<String> end() {
    try {
      process.outputWriter(UTF_8).close();
      var line = nextIfAny();
      while (line.isPresent()) {
        line = nextIfAny();
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

  private void listen(BufferedReader reader, boolean isOutput) {
    var thread =
        new Thread(
            () -> {
              // With the process its streams end, and so does the thread.
              try (reader) {
                reader.lines().forEach(text -> lines.add(Optional.of(new Line(isOutput, text))));
              } catch (IOException | UncheckedIOException e) {
                lines.add(Optional.of(new Line(false, e.toString())));
              }
              lines.add(Optional.empty());
            },
            "dialogue-" + process.pid());
    thread.setDaemon(true);
    thread.start();
  }

  private Line next() {
    return nextIfAny().orElseThrow(() -> new AssertionError("ended, or took too long. " + said()));
  }

  /** Waits for a line; there is none once both streams have ended. */
  private Optional<Line> nextIfAny() {
    try {
      while (openStreams > 0) {
        var line = lines.take();
        if (line.isPresent()) {
          heard.add(line.get().text());
          return line;
        }
        openStreams--;
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(said(), e);
    }
  }

  private String said() {
    return "It has said:\n" + String.join("\n", heard);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private record Line(boolean isOutput, String text) {}
}
