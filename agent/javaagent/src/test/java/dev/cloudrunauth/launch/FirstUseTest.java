package dev.cloudrunauth.launch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What waits for the application's first use of the network or of a client, and when it begins. */
class FirstUseTest {

  private static final String NETWORK_CLASS = Startup.NETWORK_CLASS;
  private static final byte[] CLASS_FILE = {};
  private static final Module JAVA_BASE = Object.class.getModule();

  private final FirstUse firstUse = new FirstUse();

  /** The threads on which the task has run. */
  private final BlockingQueue<Thread> ran = new LinkedBlockingQueue<>();

  @Test
  void nothingBeginsBeforeTheFirstUse() {
    firstUse.await(this::run, false);

    assertNoneBegan();
  }

  @Test
  void theUseOfTheNetworkBeginsIt() throws InterruptedException {
    firstUse.await(this::run, false);
    firstUse.ofNetwork();

    assertBegan();
  }

  @Test
  void aUseBeforeTheConfigurationIsReadCounts() throws InterruptedException {
    firstUse.ofNetwork();
    firstUse.await(this::run, false);

    assertBegan();
  }

  @Test
  void whatNeedsAClientDoesNotBeginWithTheNetwork() throws InterruptedException {
    firstUse.ofNetwork();
    firstUse.await(this::run, true);
    firstUse.ofNetwork();
    assertNoneBegan();

    firstUse.ofClient();
    assertBegan();
  }

  @Test
  void theUseOfAClientIsOneOfTheNetworkToo() throws InterruptedException {
    firstUse.ofClient();
    firstUse.await(this::run, false);

    assertBegan();
  }

  @Test
  void itRunsOnADaemonThatSeesTheAgentsClasses() throws InterruptedException {
    firstUse.await(this::run, false);
    firstUse.ofNetwork();
    var thread = next();

    assertTrue(thread.isDaemon());
    assertSame(FirstUse.class.getClassLoader(), thread.getContextClassLoader());
  }

  @Test
  void howeverManyThreadsUseItAtOnceItBeginsOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 500; round++) {
        var use = new FirstUse();
        var together = new CountDownLatch(1);
        var done = new ArrayList<Future<?>>();
        done.add(threads.submit(() -> after(together, use::ofNetwork)));
        done.add(threads.submit(() -> after(together, use::ofClient)));
        done.add(threads.submit(() -> after(together, () -> use.await(this::run, true))));
        together.countDown();
        for (var each : done) {
          each.get();
        }
        next().join();
        assertTrue(ran.isEmpty(), "it ran twice");
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void theLoadingOfTheJdksOwnClassIsAUseOfTheNetwork() throws InterruptedException {
    var watch = new Startup(WovenJvm.instrumentation(), firstUse);
    firstUse.await(this::run, false);
    assertNull(watch.transform(JAVA_BASE, null, "java/net/InetAddress", null, null, CLASS_FILE));
    assertNull(watch.transform(JAVA_BASE, null, null, null, null, CLASS_FILE));
    assertNull(
        watch.transform(
            JAVA_BASE, getClass().getClassLoader(), NETWORK_CLASS, null, null, CLASS_FILE));
    assertNull(watch.transform(JAVA_BASE, null, NETWORK_CLASS, Object.class, null, CLASS_FILE));
    assertNoneBegan();

    assertNull(watch.transform(JAVA_BASE, null, NETWORK_CLASS, null, null, CLASS_FILE));
    assertBegan();
  }

  private static void after(CountDownLatch latch, Runnable task) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    task.run();
  }

  private void run() {
    ran.add(Thread.currentThread());
  }

  private Thread next() throws InterruptedException {
    var thread = ran.poll(30, TimeUnit.SECONDS);
    if (thread == null) {
      throw new AssertionError("it has not begun");
    }
    return thread;
  }

  private void assertBegan() throws InterruptedException {
    next().join();
    assertTrue(ran.isEmpty(), "it ran twice");
  }

  private void assertNoneBegan() {
    assertTrue(ran.isEmpty(), "it ran");
    for (var thread : Thread.getAllStackTraces().keySet()) {
      assertFalse(thread.getName().startsWith("cloud-run-auth-prefetch"), thread.getName());
    }
  }
}
