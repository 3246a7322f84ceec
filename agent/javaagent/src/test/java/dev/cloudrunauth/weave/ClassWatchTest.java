package dev.cloudrunauth.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.client.Clients;
import dev.cloudrunauth.instrumentation.Library;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassWatchTest {

  private static final Module MODULE = ClassWatchTest.class.getModule();

  private final List<String> seen = new ArrayList<>();
  private final ClassWatch watch =
      new ClassWatch(Clients.all()) {
        @Override
        protected Weaver weaver() {
          throw new AssertionError("nothing is woven here");
        }

        @Override
        protected void detected(Library library, @Nullable ClassLoader loader) {
          seen.add(library.title());
        }

        @Override
        protected void passed(@Nullable ClassLoader loader, String internalName) {
          seen.add(internalName);
        }
      };

  @Test
  void theClassesOfEachClientAreFoundByTheirNames() {
    for (var client : Clients.all()) {
      for (var name : client.classNames()) {
        assertEquals(client, watch.library(name));
        boolean isOfJdk = name.startsWith("jdk/") || name.startsWith("sun/");
        assertEquals(isOfJdk ? null : client, watch.library("com/example/shaded/" + name), name);
      }
    }
  }

  @Test
  void theServerOfMBeansIsTheJdksAlone() {
    var name = "java/lang/management/ManagementFactory";
    assertTrue(Points.JMX.contains(name));
    assertFalse(Points.JMX.contains("shaded/" + name));
  }

  @Test
  void everyWeavePointIsInAClassThatIsLookedFor() {
    for (var client : Clients.woven()) {
      assertFalse(Points.of(client).isEmpty(), client.title());
      for (var point : Points.of(client)) {
        assertEquals(client, watch.library(point.className()), point.toString());
      }
      for (var name : client.classNames()) {
        assertFalse(Points.in(name).isEmpty(), name);
      }
    }
  }

  /** An InternalError is what the JVM throws of a class that has failed to be verified. */
  @ParameterizedTest
  @ValueSource(classes = {InternalError.class, VerifyError.class, UnmodifiableClassException.class})
  void aLoadedClassThatTheJvmRefusesIsReportedAndTheOthersAreStillWoven(
      Class<? extends Throwable> refusal) throws Exception {
    var thrown = refusal.getConstructor().newInstance();
    var reports = new ArrayList<String>();
    var retransformed = new ArrayList<String>();
    var weaver =
        new Weaver(
            Points.noting(new ArrayList<>()),
            new TrainingRun(() -> false),
            (sentence, cause) -> reports.add(sentence + " " + cause));
    var loaded = new Class<?>[] {String.class, Integer.class};
    var instrumentation =
        (Instrumentation)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (self, method, arguments) -> {
                  if (method.getName().equals("getAllLoadedClasses")) {
                    return loaded;
                  }
                  if (method.getName().equals("retransformClasses")) {
                    var name = ((Class<?>[]) arguments[0])[0].getSimpleName();
                    retransformed.add(name);
                    if (name.equals("String")) {
                      throw thrown;
                    }
                  }
                  return null;
                });
    var library = Library.woven("", "JDK", "none", "java/lang/String", "java/lang/Integer");

    new ClassWatch(new Library[] {library}) {
      @Override
      protected Weaver weaver() {
        return weaver;
      }
    }.start(instrumentation);

    assertEquals(List.of("String", "Integer"), retransformed);
    assertEquals(
        List.of("cannot weave java.lang.String, which was loaded before " + thrown), reports);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evilokhttp3/internal/http1/Http1ExchangeCodec",
        "okhttp3/internal/http1/Http1ExchangeCodec$Companion",
        "okhttp3/internal/http1/AnotherHttp1ExchangeCodec",
        "Http1ExchangeCodec",
        "shaded/jdk/internal/net/http/Exchange",
        "shaded/sun/net/www/http/HttpClient",
        "jdk/internal/net/http/Exchange$ConnectionAborter",
        "java/net/http/HttpClient",
        "java/lang/Object",
        ""
      })
  void anyOtherClassIsNoClient(String internalName) {
    assertNull(watch.library(internalName));
    assertNull(watch.transform(MODULE, null, internalName, null, null, new byte[0]));
    assertEquals(List.of(internalName), seen);
  }

  @Test
  void aClientThatIsOnlyDetectedIsReportedAndStaysAsItIs() {
    for (var client : Clients.all()) {
      if (!client.isWoven()) {
        var name = client.classNames().get(0);
        assertNull(watch.transform(MODULE, null, name, null, null, new byte[0]));
        assertTrue(seen.contains(client.title()), client.title());
        seen.clear();
        assertNull(watch.transform(MODULE, null, name, String.class, null, new byte[0]));
        assertEquals(List.of(), seen, "another agent transforms it");
      }
    }
  }
}
