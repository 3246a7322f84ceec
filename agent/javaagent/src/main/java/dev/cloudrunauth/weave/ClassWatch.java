package dev.cloudrunauth.weave;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that the JVM loads, compares its name, and touches nothing else: the weaver, and
 * all that it needs, is asked for when the first class comes that may have a weave point.
 *
 * <p>The JVM calls it from any thread that loads a class.
 */
public abstract class ClassWatch implements ClassFileTransformer {

  /** For classes that extend it. */
  protected ClassWatch() {}

  /**
   * The weaver, made if it is not there yet. Called in the middle of class loading, from any
   * thread.
   */
  protected abstract Weaver weaver();

  /**
   * A class is loaded that has no weave point. Called in the middle of class loading, for nearly
   * every class of the process.
   *
   * @param loader the class loader, {@code null} for the JVM's own
   * @param internalName the name of the class, with slashes
   */
  protected void passed(@Nullable ClassLoader loader, String internalName) {}

  /**
   * A class has been woven. Called in the middle of class loading.
   *
   * @param internalName its name, with slashes
   */
  protected void woven(String internalName) {}

  /**
   * Registers with the JVM, and weaves the clients that were loaded before: by an AOT cache, or
   * because the agent comes to a running process.
   *
   * @param instrumentation the JVM's instrumentation
   */
  public final void start(Instrumentation instrumentation) {
    instrumentation.addTransformer(this, true);
    Collection<Class<?>> loaded = null;
    for (Class<?> candidate : instrumentation.getAllLoadedClasses()) {
      if (mayBeWoven(candidate.getName()) && !candidate.isArray()) {
        loaded = loaded == null ? new ArrayList<>() : loaded;
        loaded.add(candidate);
      }
    }
    if (loaded != null) {
      weaveAgain(loaded, instrumentation);
    }
  }

  private void weaveAgain(Collection<Class<?>> loaded, Instrumentation instrumentation) {
    for (var candidate : loaded) {
      if (WeavePoint.in(candidate.getName().replace('.', '/')) != null
          && !weaver().keeps(candidate)) {
        try {
          instrumentation.retransformClasses(candidate);
        } catch (UnmodifiableClassException | LinkageError e) {
          weaver().cannotWeave(candidate, e);
        }
      }
    }
  }

  @Override
  public final byte @Nullable [] transform(
      Module module,
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain protectionDomain,
      byte[] classFile) {
    if (className == null) {
      return null;
    }
    if (!mayBeWoven(className)) {
      // Not when another agent has it transformed once more.
      if (classBeingRedefined == null) {
        passed(loader, className);
      }
      return null;
    }
    var woven = weaver().weave(className, classFile, module);
    if (woven != null) {
      woven(className);
    }
    return woven;
  }

  /** A few comparisons of the last letters, which the classes of all weave points stand. */
  static boolean mayBeWoven(String name) {
    return name.endsWith("Exchange")
        || name.endsWith("Codec")
        || name.endsWith("xStream")
        || name.endsWith("HttpRequestImpl")
        || name.endsWith("HttpEngine")
        || name.endsWith("CallServerInterceptor")
        || name.endsWith("ManagementFactory");
  }
}
