package dev.cloudrunauth.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** What an AOT cache that is made with the agent may not lack. */
class TrainingRunTest {

  private static final Module OWN = TrainingRunTest.class.getModule();
  private static final String CONNECTION = "sun/net/www/http/HttpClient";
  private static final String EXCHANGE = "jdk/internal/net/http/Exchange";
  private static final String ANSWER = "jdk/internal/net/http/MultiExchange";
  private static final String MANAGEMENT = "java/lang/management/ManagementFactory";

  private final TrainingRun training = new TrainingRun(() -> true);

  @Test
  void aClassWhoseNestHasLambdasElsewhereIsNotWoven() throws IOException {
    assertTrue(training.keeps(classFile(Host.class), OWN));
    assertTrue(training.keeps(Host.class));
  }

  @Test
  void aClassThatHasTheLambdasOfItsNestItselfIsWoven() throws IOException {
    assertFalse(training.keeps(classFile(Alone.class), OWN));
    assertFalse(training.keeps(Alone.class));
  }

  @Test
  void aClassInTheNestOfAnotherIsWoven() throws IOException {
    assertFalse(training.keeps(classFile(Host.Guest.class), OWN));
  }

  @Test
  void aClassWhoseNestCannotBeReadIsNotWoven() throws IOException {
    assertTrue(training.keeps(classFile(Host.class), Object.class.getModule()));
  }

  @Test
  void inAnyOtherRunEachIsWoven() throws IOException {
    var usual = new TrainingRun(() -> false);

    assertFalse(usual.keeps(classFile(Host.class), OWN));
    assertFalse(usual.keeps(Host.class));
  }

  @Test
  void theJvmIsAskedOnce() throws IOException {
    var asked = new AtomicInteger();
    var run = new TrainingRun(() -> asked.incrementAndGet() > 0);

    assertTrue(run.keeps(Host.class));
    assertTrue(run.keeps(classFile(Host.class), OWN));
    assertEquals(1, asked.get());
  }

  @Test
  void theClientsOfTheJdkAreWovenInATrainingRunAndItsManagementIsNot() throws IOException {
    var reports = new ArrayList<String>();
    var weaver =
        new Weaver(
            Points.noting(new ArrayList<>()), training, (sentence, cause) -> reports.add(sentence));
    var http = HttpClient.class.getModule();
    var base = Object.class.getModule();
    var management = ManagementFactory.class.getModule();

    assertNotNull(
        weaver.weave(Points.library(EXCHANGE), EXCHANGE, classFile(EXCHANGE, http), http));
    assertNotNull(
        weaver.weave(Points.library(CONNECTION), CONNECTION, classFile(CONNECTION, base), base));
    assertNotNull(weaver.weave(Points.library(ANSWER), ANSWER, classFile(ANSWER, http), http));
    assertNull(
        weaver.weave(
            Points.library(MANAGEMENT), MANAGEMENT, classFile(MANAGEMENT, management), management));
    assertEquals(List.of(), reports);
  }

  @Test
  void aClientThatIsNotWovenForTheSakeOfTheCacheIsReported() throws IOException {
    var reports = new ArrayList<String>();
    var weaver =
        new Weaver(
            Points.noting(new ArrayList<>()), training, (sentence, cause) -> reports.add(sentence));

    // As if it were one: its nest has lambdas.
    assertNull(weaver.weave(Points.library(EXCHANGE), EXCHANGE, classFile(Host.class), OWN));
    assertNull(weaver.weave(Points.library(EXCHANGE), EXCHANGE, classFile(Host.class), OWN));

    assertEquals(
        List.of(
            "jdk.internal.net.http.Exchange is not woven while the JVM records an AOT cache: requests"
                + " of java.net.http.HttpClient may be sent without an ID token"),
        reports);
  }

  private static byte[] classFile(Class<?> type) throws IOException {
    return classFile(type.getName().replace('.', '/'), type.getModule());
  }

  private static byte[] classFile(String internalName, Module module) throws IOException {
    try (var in = module.getResourceAsStream(internalName + ".class")) {
      assertNotNull(in);
      return in.readAllBytes();
    }
  }
}

/** A nest host. */
final class Host {

  private Host() {}

  static final class Guest {

    static final IntSupplier LAMBDA = () -> 1;

    private Guest() {}
  }
}

/** A nest host whose nest has nothing of interest. */
final class Alone {

  static final IntSupplier LAMBDA = () -> 1;

  private Alone() {}

  static final class Guest {

    private Guest() {}
  }
}
