package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What a scan of the class path finds with the agent, and not without: the JVM puts the agent's jar
 * at its end.
 */
class ScanTest {

  /** So that the scan gets at the class path as it is, with what the JVM has put there. */
  private static final List<String> OPEN =
      List.of("--add-opens", "java.base/jdk.internal.loader=ALL-UNNAMED");

  @Test
  void aScanFindsTheEntryClassAndNoLibraryOfTheAgents() {
    var without = scan(Fork.on(Jdk.own()));
    var with = scan(Fork.on(Jdk.own()).agent("enabled=false"));

    var more = new TreeSet<>(with);
    more.removeAll(without);
    var outsideOfTheFolder =
        more.stream().filter(line -> !line.startsWith("resource cloud-run-auth/")).toList();
    var jar = "jar:" + Fork.AGENT.toFile().toURI() + "!/";
    assertEquals(
        List.of(
            "class dev.cloudrunauth.Agent",
            "found META-INF/MANIFEST.MF at " + jar + "META-INF/MANIFEST.MF",
            "resource dev/cloudrunauth/Agent.class"),
        outsideOfTheFolder);
    without.removeAll(with);
    assertEquals(Set.of(), without, "what is only found without the agent");
  }

  private static Set<String> scan(Fork fork) {
    var libraries = new ArrayList<>(Versions.jars("ClassGraph"));
    libraries.addAll(Versions.jars("Spring"));
    var result = fork.flags(OPEN).program("Scan", libraries).run();
    assertEquals(0, result.exit(), () -> String.join("\n", result.err()));
    return result.out().stream().collect(Collectors.toCollection(TreeSet::new));
  }
}
