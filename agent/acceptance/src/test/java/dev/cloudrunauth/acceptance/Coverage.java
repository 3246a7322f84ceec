package dev.cloudrunauth.acceptance;

import dev.cloudrunauth.acceptance.clients.ClientsUnderTest;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Says, at the end of the run, which clients were in which situations on which JDKs. */
public final class Coverage implements TestExecutionListener {

  private static final Set<Integer> RELEASES = new TreeSet<>();
  private static final Set<Integer> DECLINED = new TreeSet<>();

  /** Situation, then client, then JDK: how many calls passed, or why there are none. */
  private static final Map<String, Map<String, Map<Integer, String>>> OUTCOMES =
      new LinkedHashMap<>();

  /** Made by JUnit, which finds it as a service. */
  public Coverage() {}

  static synchronized void ran(Jdk jdk) {
    (jdk.isSupported() ? RELEASES : DECLINED).add(jdk.release());
  }

  static void passed(Jdk jdk, Client client, String situation, int calls) {
    note(jdk, client, situation, String.valueOf(calls));
  }

  static void notApplicable(Jdk jdk, Client client, String situation, String reason) {
    note(jdk, client, situation, reason);
  }

  private static synchronized void note(Jdk jdk, Client client, String situation, String outcome) {
    ran(jdk);
    OUTCOMES
        .computeIfAbsent(situation, key -> new LinkedHashMap<>())
        .computeIfAbsent(client.name(), key -> new TreeMap<>())
        .put(jdk.release(), outcome);
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    synchronized (Coverage.class) {
      if (RELEASES.isEmpty()) {
        return;
      }
      if (!OUTCOMES.isEmpty()) {
        printMatrix(System.out);
      }
      System.out.println("The agent was run on JDK " + list(RELEASES) + ".");
      System.out.println(
          DECLINED.isEmpty()
              ? "No older one was tried, on which it only says that it needs Java 11."
              : "It was asked to run on JDK " + list(DECLINED) + ", and declined.");
      Matrix.leftOut()
          .ifPresent(more -> System.out.println("-Dmatrix=full also covers: " + more + "."));
      for (var client : ClientsUnderTest.leftOut()) {
        System.out.println(
            "Left out: "
                + client.title()
                + ", whose programs JDK "
                + client.oldestCompiler()
                + " compiles. Run Maven on it.");
      }
      System.out.println(
          "More JDKs: install them beside this one, or name their folder in "
              + Jdk.FOLDER_VARIABLE
              + ".");
    }
  }

  /** A line for each client and situation; on most JDKs it has the same number of calls. */
  private static void printMatrix(PrintStream out) {
    var reasons = new ArrayList<String>();
    var clients = Client.all().stream().map(Client::name).toList();
    out.println("Calls that went as without the agent but for the header, by JDK:");
    out.println();
    for (var client : clients) {
      out.println(client);
      OUTCOMES.forEach(
          (situation, byClient) -> {
            var byJdk = byClient.getOrDefault(client, Map.of());
            if (!byJdk.isEmpty()) {
              out.printf("  %-32s%s%n", situation, cells(byJdk, reasons));
            }
          });
    }
    for (int i = 0; i < reasons.size(); i++) {
      out.println("  " + mark(i) + "  not applicable: " + reasons.get(i));
    }
    out.println();
    printTotals(out);
  }

  private static String cells(Map<Integer, String> byJdk, List<String> reasons) {
    return byJdk.entrySet().stream()
        .map(cell -> String.format("%3d: %-5s", cell.getKey(), cell(cell.getValue(), reasons)))
        .collect(Collectors.joining());
  }

  private static String cell(String outcome, List<String> reasons) {
    if (isNumber(outcome)) {
      return outcome;
    }
    if (!reasons.contains(outcome)) {
      reasons.add(outcome);
    }
    return mark(reasons.indexOf(outcome));
  }

  private static String mark(int reason) {
    return "(" + (char) ('a' + reason) + ")";
  }

  private static void printTotals(PrintStream out) {
    var outcomes =
        OUTCOMES.values().stream()
            .flatMap(byClient -> byClient.values().stream())
            .flatMap(byJdk -> byJdk.values().stream())
            .toList();
    var passed = outcomes.stream().filter(Coverage::isNumber).toList();
    out.printf(
        "%d combinations of client, JDK and situation passed (%d calls), %d are not applicable.%n",
        passed.size(),
        passed.stream().mapToInt(Integer::parseInt).sum(),
        outcomes.size() - passed.size());
  }

  private static boolean isNumber(String outcome) {
    return Character.isDigit(outcome.charAt(0));
  }

  private static String list(Set<Integer> releases) {
    return releases.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
