package dev.cloudrunauth.benchmark.soak;

import dev.cloudrunauth.benchmark.Application;
import dev.cloudrunauth.benchmark.CallResult;
import dev.cloudrunauth.benchmark.Circumstances;
import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Response;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * 200 threads call three services through an agent whose tokens live 35 s, of which the last 30 are
 * not used, while the metadata server fails for up to 4 s at a time. No call may fail, and no dead
 * or foreign token may arrive.
 */
public final class Soak {

  private static final Duration TOKEN_LIFETIME = Duration.ofSeconds(35);
  private static final int THREADS = 200;

  /** Each thread pauses between its calls for so long at most, and for half of it at least. */
  private static final int PAUSE_MILLIS = 200;

  private Soak() {}

  /**
   * Runs the soak, for as many seconds as the system property {@code benchmark.seconds} says, with
   * the episodes of the seed {@code benchmark.seed}.
   *
   * @param out hears the results
   * @return whether all promises were kept
   * @throws IOException if the application does not start, or ends before its time
   * @throws InterruptedException if the thread is interrupted
   */
  public static boolean run(PrintStream out) throws IOException, InterruptedException {
    var seconds = System.getProperty("benchmark.seconds", "120");
    long seed = Long.getLong("benchmark.seed", 1);
    var jdk = Jdk.newest();
    var arrivals = new Arrivals();
    try (var cloudRun = cloudRun(arrivals);
        var requests = SourceRequests.begin(cloudRun)) {
      var outages = Outages.begin(cloudRun, seed);
      CallResult calls;
      try (var application = start(jdk, cloudRun, seconds)) {
        calls = CallResult.read(application.answer());
      } finally {
        outages.end();
      }
      var verdict = Verdict.of(calls, arrivals);
      out.println(
          "Soak of %s s: %d %sthreads, three services, tokens that live %d s, seed %d"
              .formatted(
                  seconds,
                  THREADS,
                  jdk.hasVirtualThreads() ? "virtual " : "",
                  TOKEN_LIFETIME.toSeconds(),
                  seed));
      out.println(Report.of(calls, arrivals, requests.count(), outages.played()).indent(2));
      out.println(Circumstances.of(List.of(jdk)).indent(2));
      out.println("  episodes as CSV  " + outages.record().write("soak.csv"));
      verdict.broken().forEach(promise -> out.println("BROKEN: " + promise));
      out.println(verdict.summary());
      return verdict.isKept();
    }
  }

  /** The origins of the services. */
  static List<String> services(LocalCloudRun cloudRun) {
    List<String> origins = new ArrayList<>();
    for (var service : LocalCloudRun.sampleServices()) {
      origins.add("https://" + service.hosts().get(0) + ":" + cloudRun.httpsPort());
    }
    return origins;
  }

  private static LocalCloudRun cloudRun(Arrivals arrivals) {
    var builder = LocalCloudRun.builder();
    LocalCloudRun.sampleServices()
        // Without their own answers, which depend on the path.
        .forEach(
            service -> builder.service(service.handler(request -> Response.text(200, "well\n"))));
    return builder.tokenLifetime(TOKEN_LIFETIME).listener(arrivals::add).start();
  }

  private static Application start(Jdk jdk, LocalCloudRun cloudRun, String seconds)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add("Traffic");
    command.add(seconds);
    command.add(String.valueOf(THREADS));
    command.add(String.valueOf(PAUSE_MILLIS));
    command.addAll(services(cloudRun));
    var audiences = String.join(";", services(cloudRun));
    return Application.withAgent(jdk, cloudRun, audiences, "soak", command.toArray(String[]::new));
  }
}
