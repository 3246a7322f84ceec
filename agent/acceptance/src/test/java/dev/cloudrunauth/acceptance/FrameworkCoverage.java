package dev.cloudrunauth.acceptance;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Says, at the end of the run, for which frameworks the agent works, and on which client below. */
public final class FrameworkCoverage implements TestExecutionListener {

  private static final Map<String, String> OUTCOMES = new LinkedHashMap<>();

  /** Made by JUnit, which finds it as a service. */
  public FrameworkCoverage() {}

  static synchronized void passed(String framework, String clients, int calls) {
    OUTCOMES.put(framework, String.format("%-22s  %d calls passed", clients, calls));
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    synchronized (FrameworkCoverage.class) {
      if (!OUTCOMES.isEmpty()) {
        print(System.out);
      }
    }
  }

  private static void print(PrintStream out) {
    out.println("Frameworks, and the clients below them:");
    OUTCOMES.forEach((framework, outcome) -> out.printf("  %-51s%s%n", framework, outcome));
    out.println();
  }
}
