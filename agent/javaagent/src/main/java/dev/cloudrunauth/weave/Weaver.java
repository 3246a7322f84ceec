package dev.cloudrunauth.weave;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the classes of HTTP clients, when {@link ClassWatch} sees them.
 *
 * <p>Any thread that loads a class may call. At most it waits for another that weaves: it runs in
 * the middle of class loading, where waiting for anything else is how agents deadlock.
 */
public final class Weaver {

  private final Preparation preparation;
  private final TrainingRun trainingRun;
  private final Reports reports;
  private final Set<WeavePoint> reported =
      Collections.synchronizedSet(EnumSet.noneOf(WeavePoint.class));
  private final Map<WeavePoint, Set<String>> woven = new EnumMap<>(WeavePoint.class);
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
   * @param trainingRun which classes must stay as they are
   * @param reports where to tell what could not be woven
   */
  public Weaver(Preparation preparation, TrainingRun trainingRun, Reports reports) {
    this.preparation = preparation;
    this.trainingRun = trainingRun;
    this.reports = reports;
  }

  /** Weaves nothing from now on: what is woven already stays as it is. */
  public void stop() {
    enabled = false;
  }

  /** The names of the classes that were woven, for each weave point that was found. */
  public Map<String, Set<String>> woven() {
    var names = new TreeMap<String, Set<String>>();
    synchronized (woven) {
      for (var point : woven.entrySet()) {
        names.put(point.getKey().name(), new TreeSet<>(point.getValue()));
      }
    }
    return names;
  }

  /** Whether a class that was loaded before must stay as it is. */
  boolean keeps(Class<?> loaded) {
    return trainingRun.keeps(loaded);
  }

  /** A class that was loaded before could not be woven. */
  void cannotWeave(Class<?> loaded, Throwable cause) {
    reports.notWoven("cannot weave " + loaded.getName() + ", which was loaded before", cause);
  }

  /**
   * Weaves a class. Each weave point by itself: where one is not found, the others are woven all
   * the same.
   *
   * @param className the name of the class, with slashes
   * @param classFile its class file
   * @param module its module
   * @return the woven class file, or {@code null} if the class stays as it is
   */
  byte @Nullable [] weave(String className, byte[] classFile, Module module) {
    if (!enabled) {
      return null;
    }
    byte[] woven = null;
    for (var point : WeavePoint.allIn(className, Runtime.version().feature())) {
      var more = weave(point, className, woven == null ? classFile : woven, module);
      woven = more == null ? woven : more;
    }
    return woven;
  }

  private byte @Nullable [] weave(
      WeavePoint point, String className, byte[] classFile, Module module) {
    try {
      if (trainingRun.keeps(classFile, module)) {
        reportKept(point, className);
        return null;
      }
      preparation.prepare(point.hop);
      var woven = WovenClass.of(point, classFile);
      if (woven == null) {
        reportOnce(
            point, "has no method " + point.method + " that the agent knows", className, null);
      } else {
        note(point, className);
      }
      return woven;
    } catch (Throwable failure) {
      reportOnce(point, "cannot be woven", className, failure);
      return null;
    }
  }

  /** That JMX does not show the agent in such a run needs no line. */
  private void reportKept(WeavePoint point, String className) {
    if (point.hop != Hop.PLATFORM_MBEAN_SERVER) {
      reportOnce(point, "is not woven while the JVM records an AOT cache", className, null);
    }
  }

  private void note(WeavePoint point, String className) {
    synchronized (woven) {
      var names = woven.get(point);
      if (names == null) {
        names = new TreeSet<>();
        woven.put(point, names);
      }
      names.add(className.replace('/', '.'));
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
