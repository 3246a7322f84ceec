package dev.cloudrunauth.benchmark.hotpath;

import dev.cloudrunauth.benchmark.Application;
import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.benchmark.Rounds;
import dev.cloudrunauth.local.LocalCloudRun;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * What the agent adds to each request: JMH calls the clients' own methods in JVMs with the packaged
 * agent and without it, in turns.
 */
public final class HotPath {

  private HotPath() {}

  /**
   * Measures and prints.
   *
   * @param out hears the results
   * @return true: it promises nothing
   * @throws IOException if a JVM does not start or a file cannot be written
   */
  public static boolean run(PrintStream out) throws IOException {
    int rounds = Integer.getInteger("benchmark.rounds.slow", 3);
    long millis = Long.getLong("benchmark.millis", 400);
    var only = System.getProperty("benchmark.only", "");
    List<Cell> cells =
        Cell.all().stream().filter(cell -> cell.toString().matches(".*" + only + ".*")).toList();
    var nanos = new Rounds();
    var bytes = new Rounds();
    try (var cloudRun = LocalCloudRun.sample().start();
        var jmh =
            Application.withEverything(Jdk.own(), cloudRun, "hot-path", "hotpath.Measuring")) {
      for (int round = 0; round < rounds; round++) {
        for (var cell : cells) {
          var answer = jmh.ask(command(cell, millis)).split(" ", -1);
          nanos.add(cell.toString(), Double.parseDouble(answer[0]));
          bytes.add(cell.toString(), Double.parseDouble(answer[1]));
          if (Boolean.getBoolean("benchmark.verbose")) {
            out.println(cell + " " + answer[0] + " " + answer[1]);
          }
        }
      }
    }
    HotPathReport.publish(out, cells, nanos, bytes);
    return true;
  }

  private static String command(Cell cell, long millis) {
    var words =
        String.join(
            " ",
            cell.method(),
            cell.kind(),
            cell.contestant(),
            String.valueOf(cell.threads()),
            String.valueOf(cell.warmUps()),
            String.valueOf(millis));
    return cell.contestant().equals(Cell.AGENT)
        ? words + " " + Application.agentFlag(audience(cell.kind()))
        : words;
  }

  private static String audience(String kind) {
    return kind.equals("HIT_BY_WILDCARD")
        ? "https://*.run.app"
        : "https://orders-4fjx2k-uc.a.run.app";
  }
}
