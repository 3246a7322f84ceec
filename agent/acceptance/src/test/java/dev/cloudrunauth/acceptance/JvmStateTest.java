package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * An application that looks at everything a JVM has one of finds it as without the agent, before
 * its calls and after them; what it chooses at the top of {@code main} takes effect; and it can
 * load no library that it did not bring.
 */
class JvmStateTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final List<String> CALLS =
      List.of("send HTTP/2 GET " + ORDERS + "/", "enqueue HTTP/2 GET " + ORDERS + "/");

  /** So that the program sees what runs at the JVM's end. */
  private static final List<String> OPEN =
      List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED");

  private static final String OWN_THREAD = "thread cloud-run-auth-";

  @Test
  void theApplicationFindsTheEntryClassAndTheHookAndNothingElse() {
    try (var cloudRun = LocalCloudRun.builder().service(PrivateService.at(ORDERS)).start()) {
      var without = run(cloudRun, Fork.on(Jdk.own()));
      var with = run(cloudRun, Fork.on(Jdk.own()).agent("audiences=" + ORDERS));

      assertEquals(
          List.of("no token", "no token", ORDERS, ORDERS),
          cloudRun.received().stream().map(each -> each.audience().orElse("no token")).toList());
      var more = new TreeSet<>(with);
      more.removeAll(without);
      var threads = more.stream().filter(line -> line.contains(OWN_THREAD)).toList();
      for (var thread : threads) {
        assertTrue(thread.contains(", a daemon,"), thread);
      }
      threads.forEach(more::remove);
      assertEquals(
          Set.of(
              "before class dev.cloudrunauth.Agent by the loader of the application",
              "before class dev.cloudrunauth.Agent by the loader of the thread",
              "before package dev.cloudrunauth of the loader app",
              "200 HTTP_2",
              "200 h2",
              "after class dev.cloudrunauth.Agent by the loader of the application",
              "after class dev.cloudrunauth.Agent by the loader of the thread",
              "after class java.lang.CloudRunAuthHook by the loader of the application",
              "after class java.lang.CloudRunAuthHook by the loader of the platform",
              "after class java.lang.CloudRunAuthHook by the loader of the thread",
              "after MBean dev.cloudrunauth:type=Agent",
              "after package dev.cloudrunauth of the loader app"),
          more);
      assertTrue(with.contains("before logs com.example.caller.JvmState$OwnLogManager"));
      assertTrue(with.contains("before MBean servers 0"));
      assertTrue(with.contains("after MBean servers 1"));
      without.removeAll(with);
      assertEquals(Set.of("403 HTTP_2", "403 h2"), without, "what is only there without the agent");
    }
  }

  private static Set<String> run(LocalCloudRun cloudRun, Fork fork) {
    var result =
        fork.flags(cloudRun.jvmFlags())
            .flags(OPEN)
            .environment(cloudRun.environment())
            .program("JvmState", Client.newestJars(), CALLS.toArray(String[]::new))
            .run();
    assertEquals(0, result.exit(), () -> String.join("\n", result.err()));
    assertEquals(List.of(), result.complaints());
    return result.out().stream().collect(Collectors.toCollection(TreeSet::new));
  }
}
