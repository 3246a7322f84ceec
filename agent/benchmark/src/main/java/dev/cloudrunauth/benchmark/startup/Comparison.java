package dev.cloudrunauth.benchmark.startup;

import dev.cloudrunauth.benchmark.BarChart;
import dev.cloudrunauth.benchmark.Distribution;
import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.benchmark.Results;
import dev.cloudrunauth.benchmark.Rounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One program on one JDK under each agent, round by round. Not for several threads. */
final class Comparison {

  private static final int WARM_UP_ROUNDS = 1;

  private final Jdk jdk;
  private final Program program;
  private final List<Contestant> contestants;
  private final Rounds wall = new Rounds();
  private final Rounds cpu = new Rounds();

  /** To the line in which the program says that it has started, if it says that. */
  private final Rounds started = new Rounds();

  private final List<String> sayingStarted = new ArrayList<>();

  Comparison(Jdk jdk, Program program, List<Contestant> contestants) {
    this.jdk = jdk;
    this.program = program;
    this.contestants = contestants;
  }

  /**
   * Measures all, the contestants by turns.
   *
   * @param rounds how often; the slow ones, and a slow program, {@code slowRounds} times
   * @param raw gets every measurement
   */
  void measure(Surroundings surroundings, int rounds, int slowRounds, Results raw)
      throws IOException {
    int all = program.slow() ? slowRounds : rounds;
    for (int round = 0; round < WARM_UP_ROUNDS + all; round++) {
      for (var contestant : contestants) {
        // The slow ones do without a round to warm up: it would take minutes.
        boolean shortened = round < WARM_UP_ROUNDS || round >= WARM_UP_ROUNDS + slowRounds;
        if (contestant.slow() && shortened) {
          continue;
        }
        var run = surroundings.run(jdk, contestant, program);
        if (round >= WARM_UP_ROUNDS) {
          add(contestant, run);
          raw.add(
              program.name(),
              String.valueOf(jdk.release()),
              contestant.name(),
              String.valueOf(round),
              millis(run.wallMillis()),
              millis(run.cpuMillis()));
        }
      }
    }
  }

  private void add(Contestant contestant, TimedJvm run) {
    wall.add(contestant.name(), run.wallMillis());
    cpu.add(contestant.name(), run.cpuMillis());
    for (var line : run.lines()) {
      if (line.startsWith(Program.STARTED)) {
        long at = Long.parseLong(line.substring(Program.STARTED.length()));
        started.add(contestant.name(), (double) (at - run.beganAt()));
        sayingStarted.add(contestant.name());
      }
    }
  }

  Results table() {
    boolean starts = !sayingStarted.isEmpty();
    List<String> headings = new ArrayList<>();
    headings.addAll(List.of("agent", "rounds", "wall, ms", "CPU, ms"));
    headings.addAll(List.of("wall × empty agent", "CPU × empty agent", "wall × no agent"));
    if (starts) {
      headings.addAll(List.of("started after, ms", "started × empty agent"));
    }
    var table = new Results(headings.toArray(String[]::new));
    for (var contestant : contestants) {
      var name = contestant.name();
      List<String> cells = new ArrayList<>();
      cells.add(name);
      cells.add(String.valueOf(wall.of(name).size()));
      cells.add(millis(wall.sum(name).median()));
      cells.add(millis(cpu.sum(name).median()));
      cells.add(wall.ratio(name, Contestant.EMPTY).toString());
      cells.add(cpu.ratio(name, Contestant.EMPTY).toString());
      cells.add(wall.ratio(name, Contestant.NONE).toString());
      if (starts) {
        cells.add(millis(started.sum(name).median()));
        cells.add(started.ratio(name, Contestant.EMPTY).toString());
      }
      table.add(cells.toArray(String[]::new));
    }
    return table;
  }

  /** Adds a group of bars to each chart. */
  void draw(BarChart ofWall, BarChart ofCpu) {
    draw(ofWall, wall);
    draw(ofCpu, cpu);
  }

  private void draw(BarChart chart, Rounds rounds) {
    chart.group(program.name());
    for (var contestant : contestants) {
      var name = contestant.name();
      Distribution ratio = rounds.ratio(name, Contestant.EMPTY);
      if (contestant.isOurs()) {
        chart.ours(name, ratio);
      } else {
        chart.bar(name, ratio);
      }
    }
  }

  static String millis(double millis) {
    return String.format(Locale.ROOT, "%.0f", millis);
  }
}
