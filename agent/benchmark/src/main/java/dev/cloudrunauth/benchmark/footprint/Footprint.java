package dev.cloudrunauth.benchmark.footprint;

import dev.cloudrunauth.benchmark.Application;
import dev.cloudrunauth.benchmark.Circumstances;
import dev.cloudrunauth.benchmark.Distribution;
import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.benchmark.Results;
import dev.cloudrunauth.benchmark.Rounds;
import dev.cloudrunauth.benchmark.Section;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The jar by library; heap, metaspace and threads after the start and after the first token. */
public final class Footprint {

  private static final String HOST = "orders-4fjx2k-uc.a.run.app";
  private static final List<String> CONTESTANTS =
      List.of("no agent", "agent", "google-auth by hand");
  private static final List<String> MOMENTS = List.of("after the start", "after the first call");
  private static final double KB = 1024;

  private final Rounds heap = new Rounds();
  private final Rounds metaspace = new Rounds();
  private final Map<String, State> last = new LinkedHashMap<>();

  private Footprint() {}

  /**
   * Measures and prints.
   *
   * @param out hears the results
   * @return true: it promises nothing
   * @throws IOException if an application does not start or a file cannot be written
   */
  public static boolean run(PrintStream out) throws IOException {
    int rounds = Integer.getInteger("benchmark.rounds.slow", 3);
    var footprint = new Footprint();
    var service =
        PrivateService.at("https://" + HOST).handler(request -> Response.text(200, "well\n"));
    try (var cloudRun = LocalCloudRun.builder().service(service).start()) {
      for (int round = 0; round < rounds; round++) {
        for (var contestant : CONTESTANTS) {
          footprint.measure(contestant, cloudRun);
        }
      }
    }
    footprint.publish(out);
    return true;
  }

  private void measure(String contestant, LocalCloudRun cloudRun) throws IOException {
    var origin = "https://" + HOST + ":" + cloudRun.httpsPort();
    try (var application = start(contestant, cloudRun, origin)) {
      add(contestant + MOMENTS.get(0), State.read(application.ask("rest")));
      add(contestant + MOMENTS.get(1), State.read(application.ask(origin + "/")));
    }
  }

  private static Application start(String contestant, LocalCloudRun cloudRun, String origin)
      throws IOException {
    var jdk = Jdk.own();
    return switch (contestant) {
      case "agent" -> Application.withAgent(jdk, cloudRun, origin, "footprint", "Footprint");
      case "no agent" -> Application.unaware(jdk, cloudRun, "footprint", "Footprint");
      default -> Application.withGoogleAuth(jdk, cloudRun, "footprint", "Footprint", origin);
    };
  }

  private void add(String name, State state) {
    heap.add(name, state.heap() / KB);
    metaspace.add(name, state.metaspace() / KB);
    last.put(name, state);
  }

  private void publish(PrintStream out) throws IOException {
    var memory =
        new Results("moment", "by", "heap KB", "metaspace KB", "classes", "status", "threads");
    for (var moment : MOMENTS) {
      for (var contestant : CONTESTANTS) {
        var name = contestant + moment;
        var state = last.get(name);
        if (state != null) {
          memory.add(
              moment,
              contestant,
              heap.sum(name).toString(),
              metaspace.sum(name).toString(),
              String.valueOf(state.classes()),
              String.valueOf(state.status()),
              state.threads().replace(",", ", "));
        }
      }
    }
    memory.write("footprint.csv");
    var jar = jar();
    jar.write("footprint-jar.csv");
    new Section("Footprint")
        .heading("The jar")
        .say("%s bytes.".formatted(Files.size(Application.agentJar())))
        .table(jar)
        .heading("Memory and threads")
        .say(
            """
            The same application in three JVMs, at the start of its `main` and after one call of \
            a private service over `HttpClient`; without the agent that call is refused with 403. \
            Heap is after a collection. Median [least–greatest] of all rounds; classes and threads \
            of the last.""")
        .table(memory)
        .lines(Circumstances.of(List.of(Jdk.own())))
        .publish(out, "footprint.md");
  }

  private static Results jar() throws IOException {
    var table = new Results("part", "files", "KB unpacked", "KB in the jar");
    JarContents.of(Application.agentJar())
        .forEach(
            (part, bytes) ->
                table.add(
                    part,
                    String.valueOf(bytes.entries()),
                    Distribution.shortly(bytes.unpacked() / KB),
                    Distribution.shortly(bytes.packed() / KB)));
    return table;
  }
}
