package dev.cloudrunauth.launch;

import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.function.BooleanSupplier;

/**
 * Whether the JVM is one of Java 25 and records what it will put into an AOT cache. It is asked
 * itself: the flags for it may stand in the command, in a file, or in one of several environment
 * variables.
 */
final class AotRecording implements BooleanSupplier {

  /** The first that records beside an agent (JDK-8356693), and the last that has to be spared. */
  private static final int JDK = 25;

  private static final String PACKAGE = "jdk.internal.misc";

  private final Instrumentation instrumentation;

  AotRecording(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public boolean getAsBoolean() {
    if (Runtime.version().feature() != JDK || isSharing()) {
      return false;
    }
    try {
      export();
      var method = Class.forName(PACKAGE + ".CDS").getMethod("isDumpingStaticArchive");
      return (boolean) method.invoke(null);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      // A JVM of another make, which has no such cache.
      return false;
    }
  }

  /** While the JVM records, it uses no archive itself. This is seen 20 ms sooner than the rest. */
  private static boolean isSharing() {
    return System.getProperty("java.vm.info", "").contains("sharing");
  }

  /** To the agent's own module, and to no other. */
  private void export() {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.emptySet(),
        Collections.singletonMap(PACKAGE, Collections.singleton(AotRecording.class.getModule())),
        Collections.emptyMap(),
        Collections.emptySet(),
        Collections.emptyMap());
  }
}
