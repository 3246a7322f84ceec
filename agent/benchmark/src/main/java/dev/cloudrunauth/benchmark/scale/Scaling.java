package dev.cloudrunauth.benchmark.scale;

import dev.cloudrunauth.benchmark.Application;
import dev.cloudrunauth.benchmark.CallResult;
import dev.cloudrunauth.benchmark.Circumstances;
import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.benchmark.Results;
import dev.cloudrunauth.benchmark.Rounds;
import dev.cloudrunauth.benchmark.Section;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** A look-up among many audiences, their memory, and many threads that are cold together. */
public final class Scaling {

  private static final String HOST = "orders-4fjx2k-uc.a.run.app";

  /** How many audiences a table has. */
  private record Size(int exact, int wildcards) {

    static final List<Size> ALL =
        List.of(
            new Size(1, 0),
            new Size(100, 0),
            new Size(10_000, 0),
            new Size(0, 1),
            new Size(0, 100),
            new Size(0, 1_000),
            new Size(0, 10_000));
  }

  private Scaling() {}

  /**
   * Measures and prints.
   *
   * @param out hears the results
   * @return whether threads that were cold together asked the source once, and all were answered
   * @throws IOException if an application does not start or a file cannot be written
   */
  public static boolean run(PrintStream out) throws IOException {
    int rounds = Integer.getInteger("benchmark.rounds.slow", 3);
    var lookups = lookups(rounds);
    var crowds =
        new Results("threads", "round", "requests to the source", "failed", "longest wait ms");
    boolean kept = true;
    for (int threads : List.of(1_000, 10_000)) {
      for (int round = 1; round <= rounds; round++) {
        kept &= crowd(threads, round, crowds);
      }
    }
    lookups.write("scale-lookups.csv");
    crowds.write("scale.csv");
    new Section("Scale")
        .heading("Look-up among many audiences")
        .say(
            """
            `AudienceTable.find`, with the classes of the packaged jar, in a forked \
            JVM without the agent: processor nanoseconds for each look-up of 64 configured hosts \
            in turn (for wildcards: of hosts that match them), of one that is not configured, of 64 \
            that are not configured in the same domain, and of the configured ones again after \
            200,000 others, a handle's call included; bytes of heap after a collection for each audience. Median \
            [least–greatest] of all rounds.""")
        .table(lookups)
        .heading("Threads that are cold together")
        .say("All threads call one service at the same moment; there is no token yet.")
        .table(crowds)
        .lines(Circumstances.of(List.of(Jdk.own(), Jdk.newest())))
        .publish(out, "scale.md");
    return kept;
  }

  private static Results lookups(int rounds) throws IOException {
    var hits = new Rounds();
    var misses = new Rounds();
    var nearMisses = new Rounds();
    var later = new Rounds();
    var bytes = new Rounds();
    var folder = AgentClasses.unpack(Application.agentJar()).toUri().toString();
    try (var cloudRun = LocalCloudRun.builder().start()) {
      for (int round = 0; round < rounds; round++) {
        for (var size : Size.ALL) {
          var exact = String.valueOf(size.exact());
          var wildcards = String.valueOf(size.wildcards());
          try (var application =
              Application.unaware(
                  Jdk.own(), cloudRun, "scale-lookups", "Lookups", folder, exact, wildcards)) {
            var answer = application.answer().split(" ", -1);
            hits.add(size.toString(), Double.parseDouble(answer[0]));
            misses.add(size.toString(), Double.parseDouble(answer[3]));
            nearMisses.add(size.toString(), Double.parseDouble(answer[4]));
            later.add(size.toString(), Double.parseDouble(answer[5]));
            bytes.add(size.toString(), Double.parseDouble(answer[7]));
          }
        }
      }
    }
    var table =
        new Results(
            "exact origins",
            "wildcards",
            "hit ns",
            "miss ns",
            "miss ns, same domain",
            "hit ns, after others",
            "bytes for each audience");
    for (var size : Size.ALL) {
      var name = size.toString();
      table.add(
          String.valueOf(size.exact()),
          String.valueOf(size.wildcards()),
          hits.sum(name).toString(),
          misses.sum(name).toString(),
          nearMisses.sum(name).toString(),
          later.sum(name).toString(),
          bytes.sum(name).toString());
    }
    return table;
  }

  private static boolean crowd(int threads, int round, Results table) throws IOException {
    var service =
        PrivateService.at("https://" + HOST).handler(request -> Response.text(200, "well\n"));
    var jdk = Jdk.newest();
    try (var cloudRun = LocalCloudRun.builder().service(service).start();
        var application =
            Application.withAgent(jdk, cloudRun, origin(cloudRun), "scale-crowd", "Unaware")) {
      var answer = application.ask(threads + " together " + origin(cloudRun) + "/");
      var calls = CallResult.read(answer);
      int requests = tokensAsked(cloudRun);
      table.add(
          String.valueOf(threads),
          String.valueOf(round),
          String.valueOf(requests),
          String.valueOf(calls.failed()),
          String.valueOf(CallResult.millis(calls.longestNanos())));
      return requests == 1 && calls.failed() == 0;
    }
  }

  private static int tokensAsked(LocalCloudRun cloudRun) {
    return cloudRun.metadataServer().idTokenRequests().size();
  }

  private static String origin(LocalCloudRun cloudRun) {
    return "https://" + HOST + ":" + cloudRun.httpsPort();
  }
}
