package dev.cloudrunauth.weave;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the classes of HTTP clients when the JVM loads them. For every other class it compares the
 * name, and touches nothing else.
 *
 * <p>The JVM calls it from any thread that loads a class. It waits for no other thread: it runs in
 * the middle of class loading, where waiting is how agents deadlock.
 */
public final class Weaver implements ClassFileTransformer {

  private final Preparation preparation;
  private final Reports reports;
  private final Set<WeavePoint> reported =
      Collections.synchronizedSet(EnumSet.noneOf(WeavePoint.class));
  private volatile boolean enabled = true;

  /** What has to be there before woven code can run; called in the middle of class loading. */
  public interface Preparation {
    /**
     * Makes the hook ready that woven code calls. Called before each class that is woven; cheap
     * when there is nothing left to do.
     *
     * @param hop whose code is about to be woven
     */
    void prepare(Hop hop);
  }

  /** Where the weaver tells what it could not do; called in the middle of class loading. */
  public interface Reports {
    /**
     * A weave point was not found, or could not be woven.
     *
     * @param sentence what, where, and what it means
     * @param cause the failure behind it, if there is one
     */
    void notWoven(String sentence, @Nullable Throwable cause);
  }

  /**
   * A weaver that has woven nothing yet.
   *
   * @param preparation makes the hook ready
   * @param reports where to tell what could not be woven
   */
  public Weaver(Preparation preparation, Reports reports) {
    this.preparation = preparation;
    this.reports = reports;
  }

  /** Weaves nothing from now on: what is woven already stays as it is. */
  public void stop() {
    enabled = false;
  }

  /**
   * Registers with the JVM, and weaves the clients that were loaded before: by an AOT cache, or
   * because the agent comes to a running process.
   *
   * @param instrumentation the JVM's instrumentation
   */
  public void start(Instrumentation instrumentation) {
    instrumentation.addTransformer(this, true);
    var loaded = new ArrayList<Class<?>>();
    for (Class<?> candidate : instrumentation.getAllLoadedClasses()) {
      if (!candidate.isArray()
          && !candidate.isPrimitive()
          && WeavePoint.in(candidate.getName().replace('.', '/')) != null) {
        loaded.add(candidate);
      }
    }
    for (var candidate : loaded) {
      try {
        instrumentation.retransformClasses(candidate);
      } catch (UnmodifiableClassException | LinkageError e) {
        reports.notWoven("cannot weave " + candidate.getName() + ", which was loaded before", e);
      }
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain protectionDomain,
      byte[] classFile) {
    if (className == null || !enabled) {
      return null;
    }
    return WeavePoint.in(className) == null ? null : weave(className, classFile);
  }

  /** Each weave point by itself: where one is not found, the others are woven all the same. */
  private byte @Nullable [] weave(String className, byte[] classFile) {
    byte[] woven = null;
    for (var point : WeavePoint.allIn(className, Runtime.version().feature())) {
      var more = weave(point, className, woven == null ? classFile : woven);
      woven = more == null ? woven : more;
    }
    return woven;
  }

  private byte @Nullable [] weave(WeavePoint point, String className, byte[] classFile) {
    try {
      preparation.prepare(point.hop);
      var woven = WovenClass.of(point, classFile);
      if (woven == null) {
        reportOnce(
            point, "has no method " + point.method + " that the agent knows", className, null);
      }
      return woven;
    } catch (Throwable failure) {
      reportOnce(point, "cannot be woven", className, failure);
      return null;
    }
  }

  private void reportOnce(
      WeavePoint point, String what, String className, @Nullable Throwable cause) {
    if (reported.add(point)) {
      reports.notWoven(
          className.replace('/', '.')
              + " "
              + what
              + ": "
              + point.hop.loss
              + " (weave point "
              + point
              + ")",
          cause);
    }
  }
}
