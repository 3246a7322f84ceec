package dev.cloudrunauth.benchmark.throughput;

import dev.cloudrunauth.benchmark.Application;
import dev.cloudrunauth.benchmark.BarChart;
import dev.cloudrunauth.benchmark.Circumstances;
import dev.cloudrunauth.benchmark.Distribution;
import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.benchmark.Results;
import dev.cloudrunauth.benchmark.Rounds;
import dev.cloudrunauth.benchmark.Section;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import dev.cloudrunauth.local.service.ServiceRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests a second over keep-alive connections with TLS: three applications take turns of a few
 * seconds, of which the first has a fixed header, the second the agent, the third google-auth.
 */
public final class Throughput {

  private static final String HOST = "orders-4fjx2k-uc.a.run.app";
  private static final String OTHER_HOST = "www-4fjx2k-uc.a.run.app";
  private static final EchoService ECHO = new EchoService();
  private static final String FIXED = "fixed header";
  private static final String AGENT = "agent";
  private static final String BY_HAND = "google-auth by hand";

  private final Rounds rates = new Rounds();
  private final Rounds medians = new Rounds();
  private final Rounds longest = new Rounds();
  private final Rounds cpu = new Rounds();
  private final Rounds bytes = new Rounds();
  private final LocalCloudRun cloudRun;
  private final List<Traffic> traffic;
  private long failed;

  private Throughput(LocalCloudRun cloudRun, List<Family> families) {
    this.cloudRun = cloudRun;
    traffic = families.stream().flatMap(family -> family.traffic().stream()).toList();
  }

  private static Response answer(ServiceRequest request) {
    return request.request().isGrpc() ? ECHO.handle(request) : Response.text(200, "well\n");
  }

  /**
   * Measures and prints.
   *
   * @param out hears the results
   * @return whether no call failed
   * @throws IOException if an application does not start or a file cannot be written
   */
  public static boolean run(PrintStream out) throws IOException {
    long millis = 1_000 * Long.getLong("benchmark.slice", 2);
    int rounds = Integer.getInteger("benchmark.rounds.slow", 3);
    var only = System.getProperty("benchmark.only", "");
    var families =
        Family.ALL.stream().filter(family -> family.name().matches(".*" + only)).toList();
    var service = PrivateService.at("https://" + HOST).handler(Throughput::answer);
    var other =
        PrivateService.at("https://" + OTHER_HOST)
            .allowUnauthenticated()
            .handler(Throughput::answer);
    try (var cloudRun = LocalCloudRun.builder().service(service).service(other).start()) {
      var throughput = new Throughput(cloudRun, families);
      for (var family : families) {
        throughput.measure(family, rounds, millis);
      }
      throughput.publish(out, millis);
      return throughput.failed == 0;
    }
  }

  private void measure(Family family, int rounds, long millis) throws IOException {
    var origin = "https://" + HOST + ":" + cloudRun.httpsPort();
    var token =
        cloudRun.issueToken(
            origin, LocalCloudRun.DEFAULT_PRINCIPAL, Instant.now().plus(Duration.ofHours(1)));
    var jdk = Jdk.own();
    Map<String, Application> applications = new LinkedHashMap<>();
    var agentFlag = Application.agentFlag(origin);
    var name = family.name();
    var unaware = List.of("-cp", family.classPath());
    var withAgent = List.of(agentFlag, "-cp", family.classPath());
    var withGoogleAuth = List.of("-cp", family.classPathWithGoogleAuth());
    try (var fixed =
            Application.start(
                jdk, cloudRun, unaware, name + "-fixed", "load.Load", "fixed", token);
        var agent =
            Application.start(jdk, cloudRun, withAgent, name + "-agent", "load.Load", "unaware");
        var byHand =
            Application.start(
                jdk, cloudRun, withGoogleAuth, name + "-by-hand", "load.Load", "by-hand", origin)) {
      applications.put(FIXED, fixed);
      applications.put(AGENT, agent);
      applications.put(BY_HAND, byHand);
      // The first round is for the compilers.
      for (int round = 0; round <= rounds; round++) {
        for (var traffic : family.traffic()) {
          for (var application : applications.entrySet()) {
            var answer =
                application.getValue().ask(line(traffic, millis, url(traffic))).split(" ", -1);
            cloudRun.clear();
            if (round > 0) {
              add(traffic.words() + application.getKey(), answer, millis);
            }
          }
        }
      }
    }
  }

  private String url(Traffic traffic) {
    var host = traffic.isMiss() ? OTHER_HOST : HOST;
    return "https://" + host + ":" + cloudRun.httpsPort() + "/";
  }

  private static String line(Traffic traffic, long millis, String url) {
    return String.join(
        " ",
        traffic.client(),
        traffic.protocol(),
        String.valueOf(traffic.threads()),
        String.valueOf(millis),
        url);
  }

  private void add(String name, String[] answer, long millis) {
    long calls = Long.parseLong(answer[0]);
    failed += Long.parseLong(answer[1]);
    rates.add(name, calls * 1_000.0 / millis);
    cpu.add(name, Long.parseLong(answer[4]) / 1e3 / Math.max(1, calls));
    bytes.add(name, Double.parseDouble(answer[5]) / Math.max(1, calls));
    medians.add(name, Long.parseLong(answer[2]) / 1e6);
    longest.add(name, Long.parseLong(answer[3]) / 1e6);
  }

  private void publish(PrintStream out, long millis) throws IOException {
    var table =
        new Results(
            "traffic",
            "by",
            "CPU µs/request",
            "CPU ratio",
            "bytes/request",
            "bytes added",
            "requests/s",
            "rate ratio",
            "p50 ms",
            "p99 ms");
    var chart =
        BarChart.linear(
                "Processor time of the client for a request",
                "ratio to the same client with a fixed header")
            .markAt(1);
    for (var each : traffic) {
      chart.group(each.words());
      for (var contestant : List.of(FIXED, AGENT, BY_HAND)) {
        var name = each.words() + contestant;
        var isBaseline = contestant.equals(FIXED);
        var baseline = each.words() + FIXED;
        var cpuRatio = cpu.ratio(name, baseline);
        table.add(
            each.words(),
            contestant,
            Distribution.shortly(cpu.sum(name).median()),
            isBaseline ? "1" : cpuRatio.toString(),
            String.valueOf(Math.round(bytes.sum(name).median())),
            isBaseline ? "0" : bytes.difference(name, baseline).toString(),
            Distribution.shortly(rates.sum(name).median()),
            isBaseline ? "1" : rates.ratio(name, baseline).toString(),
            medians.sum(name).toString(),
            longest.sum(name).toString());
        if (contestant.equals(AGENT)) {
          chart.ours(contestant, cpuRatio);
        } else if (contestant.equals(BY_HAND)) {
          chart.bar(contestant, cpuRatio);
        }
      }
    }
    table.write("throughput.csv");
    chart.write("throughput.svg");
    new Section("Throughput")
        .say(
            """
            GET requests over loopback, TLS and keep-alive, as many as go, by so many threads at \
            once: over a connection each with HTTP/1.1, up to 64 over one with HTTP/2. With gRPC it is \
            unary calls, all over one channel: `grpc` by `MoreCallCredentials`, `grpc-own` beside \
            credentials of the application's own, `grpc-miss` to a service that is not \
            configured. The same \
            application in three JVMs takes turns of %d s: with a fixed header, with the agent, \
            and with google-auth. The server checks each token's signature, in a JVM of its own \
            on the same machine, and is the greater part of the work: rates are its, and as uneven as \
            the machine. Processor time and bytes, which its threads have allocated, are those of the \
            client's process alone, for one request. \
            Median [least–greatest] of %d rounds after one to warm up; ratios are of the same \
            round. %d calls failed."""
                .formatted(millis / 1_000, rates.of(traffic.get(0).words() + FIXED).size(), failed))
        .picture("processor time as a ratio", "throughput.svg")
        .table(table)
        .lines(Circumstances.of(List.of(Jdk.own())))
        .publish(out, "throughput.md");
  }
}
