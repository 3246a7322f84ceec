package dev.cloudrunauth.benchmark.startup;

import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.benchmark.Results;
import dev.cloudrunauth.benchmark.Rounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How long classes wait in the transformers of agents, on one JDK. Not for several threads. */
final class Weaving {

  private static final String LINE = "woven ";

  private final Surroundings surroundings;
  private final Jdk jdk;
  private final Results table =
      new Results(
          "JDK, client",
          "woven by",
          "first class, ms",
          "all classes, ms",
          "first × ours",
          "all × ours");

  Weaving(Surroundings surroundings, Jdk jdk) {
    this.surroundings = surroundings;
    this.jdk = jdk;
  }

  Results measure(int rounds) throws IOException {
    for (var client : List.of("HttpClient", "OkHttp")) {
      System.err.println("  … weaving " + client + ", " + jdk);
      measure(client, rounds);
    }
    return table;
  }

  private void measure(String client, int rounds) throws IOException {
    var program = Program.oneCall(client, surroundings.publicUrl(), "status 200");
    var contestants = Contestant.weaving(surroundings.audience());
    contestants = contestants.subList(1, contestants.size());
    var first = new Rounds();
    var all = new Rounds();
    var stopwatch = "-javaagent:" + AgentJar.of("Stopwatch");
    for (int round = 0; round <= rounds; round++) {
      for (var contestant : contestants) {
        var run = surroundings.run(jdk, between(stopwatch, contestant), program);
        var millis = millis(run.lines());
        if (round > 0) {
          first.add(contestant.name(), millis.get(0));
          all.add(contestant.name(), millis.stream().mapToDouble(Double::doubleValue).sum());
        }
      }
    }
    for (var contestant : contestants) {
      var name = contestant.name();
      table.add(
          "JDK " + jdk.release() + ", " + client,
          name,
          first.sum(name).toString(),
          all.sum(name).toString(),
          first.ratio(name, Contestant.OURS).toString(),
          all.ratio(name, Contestant.OURS).toString());
    }
  }

  private static Contestant between(String stopwatch, Contestant contestant) {
    List<String> flags = new ArrayList<>();
    flags.add(stopwatch + "=begin");
    flags.addAll(contestant.flags());
    flags.add(stopwatch + "=end");
    return new Contestant(contestant.name(), flags, contestant.slow());
  }

  private static List<Double> millis(List<String> lines) throws IOException {
    var millis =
        lines.stream()
            .filter(line -> line.startsWith(LINE))
            .map(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)) / 1e6)
            .toList();
    if (millis.isEmpty()) {
      throw new IOException("no class passed the stopwatch: " + lines);
    }
    return millis;
  }
}
