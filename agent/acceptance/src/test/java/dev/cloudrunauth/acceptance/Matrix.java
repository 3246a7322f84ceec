package dev.cloudrunauth.acceptance;

import static java.util.stream.Collectors.joining;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.ClientsUnderTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much the tests try: of each client the oldest and the newest version, on the JDK that runs
 * them; by {@code -Dmatrix=full} the newest on every JDK that is found, the oldest on the oldest,
 * and every version on the newest that it runs on.
 */
enum Matrix {
  QUICK,
  FULL;

  private static final Comparator<Jdk> BY_RELEASE = Comparator.comparing(Jdk::release);
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
    return isFull()
        ? Client.all().stream().filter(client -> isInFull(client, jdk)).toList()
        : outermostVersions(jdk);
  }

  private static boolean isInFull(Client client, Jdk jdk) {
    var jdks = Jdk.all().stream().filter(client::runsOn).toList();
    var versions = versions(client.kind(), jdk);
    return jdks.contains(jdk)
        && (jdk.equals(Collections.max(jdks, BY_RELEASE))
            || client.equals(last(versions))
            || (client.equals(versions.get(0)) && jdk.equals(Collections.min(jdks, BY_RELEASE))));
  }

  private static List<Client> outermostVersions(Jdk jdk) {
    return ClientsUnderTest.all().stream()
        .map(kind -> versions(kind, jdk))
        .filter(versions -> !versions.isEmpty())
        .flatMap(versions -> Stream.of(versions.get(0), last(versions)))
        .distinct()
        .toList();
  }

  /** The versions that a JDK can run, oldest first. */
  private static List<Client> versions(ClientUnderTest kind, Jdk jdk) {
    return Client.versions(kind).stream().filter(each -> each.runsOn(jdk)).toList();
  }

  private static Client last(List<Client> versions) {
    return versions.get(versions.size() - 1);
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
