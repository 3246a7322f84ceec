package dev.cloudrunauth.benchmark.startup;

import dev.cloudrunauth.benchmark.Jars;
import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.benchmark.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Counts the classes that a JVM loads because of our agent, by phase and by whose they are. */
record ClassLoading(Surroundings surroundings, Jdk jdk) {

  private static final String MAIN_CLASS = "com.example.application.OneCall";
  private static final String WOVEN_CLASS = "jdk.internal.net.http.Exchange";

  Results count() throws IOException {
    System.err.println("  … classes, " + jdk);
    // The empty agent, and ours.
    var contestants = Contestant.weaving(surroundings.audience());
    var empty = load(contestants.get(0));
    var ours = load(contestants.get(1));

    var phases =
        List.of(
            ours.before(MAIN_CLASS),
            ours.from(MAIN_CLASS).before(WOVEN_CLASS),
            ours.from(WOVEN_CLASS));
    var counts = phases.stream().map(phase -> phase.beyond(empty)).toList();
    var table =
        new Results(
            "JDK " + jdk.release() + ", classes beyond the empty agent",
            "before main",
            "until a class is woven",
            "until the end");
    for (var kind : LoadedClasses.Kind.values()) {
      table.add(row(kind.toString(), counts.stream().map(phase -> phase.count(kind))));
    }
    table.add(row("all", counts.stream().map(phase -> (long) phase.classes().size())));
    return table;
  }

  private static String[] row(String words, Stream<Long> counts) {
    List<String> cells = new ArrayList<>();
    cells.add(words);
    counts.map(String::valueOf).forEach(cells::add);
    return cells.toArray(String[]::new);
  }

  private LoadedClasses load(Contestant contestant) throws IOException {
    var log = Jars.TARGET.resolve("classes.log");
    var program =
        Program.oneCall("HttpClient", surroundings.privateUrl(), "")
            .expecting("status 403", "status 200");
    var unused =
        surroundings.run(jdk, contestant, program, "-Xlog:class+load=info:file=" + log + ":none");
    return LoadedClasses.read(Files.readAllLines(log));
  }
}
