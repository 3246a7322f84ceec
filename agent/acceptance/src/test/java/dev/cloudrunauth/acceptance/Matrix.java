package dev.cloudrunauth.acceptance;

import static java.util.stream.Collectors.joining;

import dev.cloudrunauth.acceptance.clients.ClientsUnderTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much the tests try: of each client the oldest and the newest version, on the JDK that runs
 * them; by {@code -Dmatrix=full} those on every JDK that is found, and every version on the newest
 * that it runs on.
 */
enum Matrix {
  QUICK,
  FULL;

  private static final Matrix CHOSEN = chosen(System.getProperty("matrix", "quick"));

  private static Matrix chosen(String name) {
    return switch (name) {
      case "quick" -> QUICK;
      case "full" -> FULL;
      default -> throw new IllegalArgumentException("-Dmatrix=" + name + " is not quick or full");
    };
  }

  static boolean isFull() {
    return CHOSEN == FULL;
  }

  /** The versions of all clients that are tried on a JDK. */
  static List<Client> clients(Jdk jdk) {
    var outermost = outermostVersions(jdk);
    return isFull()
        ? Client.all().stream()
            .filter(client -> outermost.contains(client) || jdk.equals(newest(client)))
            .toList()
        : outermost;
  }

  /** The newest JDK that a client runs on, or {@code null}. */
  private static @Nullable Jdk newest(Client client) {
    return Jdk.all().stream()
        .filter(client::runsOn)
        .max(Comparator.comparing(Jdk::release))
        .orElse(null);
  }

  private static List<Client> outermostVersions(Jdk jdk) {
    return ClientsUnderTest.all().stream()
        .map(kind -> Client.versions(kind).stream().filter(each -> each.runsOn(jdk)).toList())
        .filter(versions -> !versions.isEmpty())
        .flatMap(versions -> Stream.of(versions.get(0), versions.get(versions.size() - 1)))
        .distinct()
        .toList();
  }

  /** What the full matrix has beside what is tried; empty if that is all. */
  static Optional<String> leftOut() {
    var jdks = new ArrayList<>(Jdk.found());
    jdks.removeAll(Jdk.all());
    var clients = new ArrayList<>(Client.all());
    Jdk.all().forEach(jdk -> clients.removeAll(clients(jdk)));
    var leftOut =
        Stream.of(jdks, clients)
            .filter(all -> !all.isEmpty())
            .map(all -> all.stream().map(Object::toString).collect(joining(", ")))
            .collect(joining("; "));
    return Optional.of(leftOut).filter(text -> !text.isEmpty());
  }
}
