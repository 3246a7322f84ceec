package dev.cloudrunauth.acceptance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Says, at the end of the run, on which JDKs and with which client versions it has been. */
public final class Coverage implements TestExecutionListener {

  private static final Map<String, Set<Integer>> CLIENTS = new HashMap<>();
  private static final Set<Integer> RELEASES = new TreeSet<>();

  /** Made by JUnit, which finds it as a service. */
  public Coverage() {}

  static synchronized void ran(Jdk jdk) {
    RELEASES.add(jdk.release());
  }

  static synchronized void ran(Jdk jdk, Client client) {
    CLIENTS.computeIfAbsent(client.name(), name -> new TreeSet<>()).add(jdk.release());
  }

  static synchronized void passed(Jdk jdk, Client client, String situation, int calls) {
    ran(jdk, client);
  }

  static synchronized void notApplicable(Jdk jdk, Client client, String situation, String reason) {}

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    synchronized (Coverage.class) {
      if (RELEASES.isEmpty()) {
        return;
      }
      System.out.println("The agent was run on JDK " + list(RELEASES) + ", with");
      for (var client : inOrder()) {
        var releases = CLIENTS.get(client.name());
        if (releases != null) {
          System.out.printf("  %-14s on JDK %s%n", client.name(), list(releases));
        }
      }
      System.out.println(
          "More JDKs: install them beside this one, or name their folder in "
              + Jdk.FOLDER_VARIABLE
              + ".");
    }
  }

  private static List<Client> inOrder() {
    return Stream.concat(Client.okHttp().stream(), Stream.of(Client.JAVA_NET_HTTP)).toList();
  }

  private static String list(Set<Integer> releases) {
    return releases.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
