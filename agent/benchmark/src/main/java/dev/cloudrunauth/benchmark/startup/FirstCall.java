package dev.cloudrunauth.benchmark.startup;

import dev.cloudrunauth.benchmark.BarChart;
import dev.cloudrunauth.benchmark.Circumstances;
import dev.cloudrunauth.benchmark.Jars;
import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.benchmark.Results;
import dev.cloudrunauth.benchmark.Rounds;
import dev.cloudrunauth.benchmark.Section;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that makes one call to a private service, from the start of its JVM to the 200 and its
 * end: under the agent, and with google-auth written into it by hand.
 */
public final class FirstCall {

  private static final String NAME = "first-call";
  private static final String BY_HAND = "google-auth by hand";
  private static final Path TASKSET = Path.of("/usr/bin/taskset");

  private final Results table =
      new Results(
          "JDK",
          "client",
          "processors",
          "rounds",
          "wall by hand, ms",
          "wall agent, ms",
          "CPU by hand, ms",
          "CPU agent, ms",
          "wall agent / by hand",
          "CPU agent / by hand");
  private final Results raw =
      new Results("jdk", "client", "processors", "contestant", "round", "wall in ms", "cpu in ms");
  private final int rounds = Integer.getInteger("benchmark.rounds", 11);
  private final Surroundings surroundings;
  private final BarChart chart =
      BarChart.linear("First authenticated call, start to end", "times google-auth by hand")
          .markAt(1);

  private FirstCall(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Runs the benchmark, in as many rounds as the system property {@code benchmark.rounds} says.
   *
   * @param out hears the results
   * @return true: it measures, and promises nothing
   * @throws IOException if a program fails
   */
  public static boolean run(PrintStream out) throws IOException {
    var jdks = Jdk.ownAndNewest();
    try (var surroundings = Surroundings.start()) {
      var benchmark = new FirstCall(surroundings);
      for (var jdk : jdks) {
        for (var client : List.of("HttpClient", "OkHttp")) {
          for (int processors = 1; processors <= 2; processors++) {
            benchmark.measure(jdk, client, processors);
          }
        }
      }
      benchmark.publish(jdks, out);
    }
    return true;
  }

  private void measure(Jdk jdk, String client, int processors) throws IOException {
    var what = "JDK %d, %s, %d CPU".formatted(jdk.release(), client, processors);
    System.err.println("  … " + what);
    var wall = new Rounds();
    var cpu = new Rounds();
    for (int round = 0; round <= rounds; round++) {
      for (var contestant : List.of(BY_HAND, Contestant.OURS)) {
        var run = surroundings.run(command(jdk, client, processors, contestant), "status 200");
        if (round > 0) {
          wall.add(contestant, run.wallMillis());
          cpu.add(contestant, run.cpuMillis());
          raw.add(
              String.valueOf(jdk.release()),
              client,
              String.valueOf(processors),
              contestant,
              String.valueOf(round),
              Comparison.millis(run.wallMillis()),
              Comparison.millis(run.cpuMillis()));
        }
      }
    }
    table.add(
        String.valueOf(jdk.release()),
        client,
        String.valueOf(processors),
        String.valueOf(rounds),
        Comparison.millis(wall.sum(BY_HAND).median()),
        Comparison.millis(wall.sum(Contestant.OURS).median()),
        Comparison.millis(cpu.sum(BY_HAND).median()),
        Comparison.millis(cpu.sum(Contestant.OURS).median()),
        wall.ratio(Contestant.OURS, BY_HAND).toString(),
        cpu.ratio(Contestant.OURS, BY_HAND).toString());
    chart.group(what);
    chart.ours("agent, wall clock", wall.ratio(Contestant.OURS, BY_HAND));
    chart.ours("agent, CPU", cpu.ratio(Contestant.OURS, BY_HAND));
  }

  private List<String> command(Jdk jdk, String client, int processors, String contestant) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(TASKSET)) {
      command.addAll(List.of(TASKSET.toString(), "-c", processors == 1 ? "0" : "0,1"));
    }
    command.add(jdk.launcher().toString());
    command.add("-XX:ActiveProcessorCount=" + processors);
    command.addAll(surroundings.cloudRun().hostsFileFlags());
    if (contestant.equals(BY_HAND)) {
      command.add("-cp");
      command.add(Jars.withGoogleAuth() + File.pathSeparator + Jars.TARGET.resolve("okhttp/*"));
      command.add("com.example.application.OneCallByHand");
    } else {
      command.add("-javaagent:" + Jars.AGENT + "=audiences=" + surroundings.audience());
      command.add("-cp");
      command.add(Jars.withoutGoogleAuth());
      command.add("com.example.application.OneCall");
    }
    command.addAll(List.of(client, surroundings.privateUrl(), surroundings.audience()));
    return command;
  }

  private void publish(List<Jdk> jdks, PrintStream out) throws IOException {
    var section = new Section("First authenticated call");
    section.say(
        """
        Whole JVMs, from their start over the first token and the first 200 to their end, timed
        from outside; both by turns. The ratios are those of one round, told as median
        [least–greatest]: below 1 the agent is faster. With one processor the JVM is told so, and
        kept on one by taskset where there is one.\
        """);
    section.table(table);
    chart.write(NAME + ".svg");
    section.picture("First authenticated call, agent against google-auth by hand", NAME + ".svg");
    section.lines(Circumstances.of(jdks));
    section.publish(out, NAME + ".md");
    out.println("Every measurement as CSV: " + raw.write(NAME + ".csv"));
  }
}
