package dev.cloudrunauth.benchmark.startup;

import dev.cloudrunauth.benchmark.BarChart;
import dev.cloudrunauth.benchmark.Circumstances;
import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.benchmark.Results;
import dev.cloudrunauth.benchmark.Section;
import java.io.IOException;
import java.io.PrintStream;

/** Starts programs under our agent, under others and under none, and says what each has taken. */
public final class StartUp {

  private static final String NAME = "start-up";

  private final Section section = new Section("Start-up");
  private final Results raw =
      new Results("program", "jdk", "agent", "round", "wall in ms", "cpu in ms");
  private final int rounds = Integer.getInteger("benchmark.rounds", 11);
  private final int slowRounds = Math.min(rounds, Integer.getInteger("benchmark.rounds.slow", 3));

  private StartUp() {}

  /**
   * Runs the benchmark, in as many rounds as the system properties {@code benchmark.rounds} and,
   * for what is slow, {@code benchmark.rounds.slow} say.
   *
   * @param out hears the results
   * @return true: it measures, and promises nothing
   * @throws IOException if a program fails
   */
  public static boolean run(PrintStream out) throws IOException {
    new StartUp().measure(out);
    return true;
  }

  private void measure(PrintStream out) throws IOException {
    var jdks = Jdk.ownAndNewest();
    section.say(
        """
        Whole JVMs, from their start to their end, timed from outside. In each round every agent
        has its turn; the ratios are those of one round, told as median [least–greatest]. Ours has
        one audience, and fetches its token: where a program calls that service it is answered with
        200 under ours, and with 403 under all others, who have less to do. The two variants weave the methods that ours does, with a hook that returns its
        argument, by the means that Byte Buddy's users have. The agents of others export nothing.\
        """);
    try (var surroundings = Surroundings.start()) {
      for (var jdk : jdks) {
        compare(surroundings, jdk);
      }
      section.heading("Weaving");
      section.say(
          """
          Wall time inside the agent's transformer, by a stopwatch that stands before it and behind
          it in the JVM's list: the first class with all that it brings to life, and all classes of
          one call. What ours defines for its hook is in it; the variants need no such thing.\
          """);
      for (var jdk : jdks) {
        section.table(new Weaving(surroundings, jdk).measure(rounds));
      }
      section.heading("Classes");
      section.say(
          """
          What the JVM loads under our agent and not under the empty one, for one call over
          HttpClient to a private service. (Without a token that call ends early, so some of the
          JDK's classes in the last phase are those of the answer.)\
          """);
      for (var jdk : jdks) {
        section.table(new ClassLoading(surroundings, jdk).count());
      }
    }
    section.say("Flags of the others: " + flags());
    section.lines(Circumstances.of(jdks));
    section.publish(out, NAME + ".md");
    out.println("Every measurement as CSV: " + raw.write(NAME + ".csv"));
  }

  private void compare(Surroundings surroundings, Jdk jdk) throws IOException {
    var contestants = Contestant.all(surroundings.audience());
    var wall = chart("wall clock", jdk);
    var cpu = chart("CPU", jdk);
    for (var program : Program.all(surroundings.publicUrl(), surroundings.privateUrl())) {
      // It takes minutes: somebody may be waiting.
      System.err.println("  … " + program.name() + ", " + jdk);
      var comparison = new Comparison(jdk, program, contestants);
      comparison.measure(surroundings, rounds, slowRounds, raw);
      section.heading(program.name() + ", JDK " + jdk.release()).table(comparison.table());
      comparison.draw(wall, cpu);
    }
    publish(wall, "Start-up by the wall clock", NAME + "-wall-" + jdk.release() + ".svg");
    publish(cpu, "Start-up by CPU time", NAME + "-cpu-" + jdk.release() + ".svg");
  }

  private static BarChart chart(String what, Jdk jdk) {
    return BarChart.logarithmic(
            "Start to end, " + what + ", JDK " + jdk.release(), "times the empty agent")
        .markAt(1);
  }

  private void publish(BarChart chart, String words, String file) throws IOException {
    chart.write(file);
    section.picture(words, file);
  }

  private static String flags() throws IOException {
    var flags = new StringBuilder();
    for (var contestant : Contestant.all("")) {
      if (contestant.slow()) {
        flags.append(flags.isEmpty() ? "" : "; ").append(contestant.name()).append(' ');
        flags.append('`');
        flags.append(String.join(" ", contestant.flags().subList(1, contestant.flags().size())));
        flags.append('`');
      }
    }
    return flags.append('.').toString();
  }
}
