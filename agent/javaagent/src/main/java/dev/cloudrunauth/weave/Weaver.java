package dev.cloudrunauth.weave;

import dev.cloudrunauth.instrumentation.Library;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the classes of libraries, when {@link ClassWatch} sees them.
 *
 * <p>Any thread that loads a class may call. At most it waits for another that weaves: it runs in
 * the middle of class loading, where waiting for anything else is how agents deadlock.
 */
public final class Weaver {

  private final Preparation preparation;
  private final TrainingRun trainingRun;
  private final Reports reports;
  private final Set<String> reported = new HashSet<>();
  private final Map<String, Set<String>> woven = new TreeMap<>();
  private volatile boolean enabled = true;

  /** What has to be there before woven code can run; called in the middle of class loading. */
  public interface Preparation {

    /**
     * The weave points of a library, always the same ones.
     *
     * @param library a library that is woven
     */
    List<WeavePoint> weavePoints(Library library) throws ReflectiveOperationException;

    /**
     * Makes the hook ready that woven code calls. Called before each class that is woven; cheap
     * when there is nothing left to do.
     *
     * @param point the weave point that is about to be woven
     * @return the slot of the hook that it has to call
     */
    int slot(WeavePoint point);
  }

  /** Where the weaver reports what it could not do; called in the middle of class loading. */
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
   * @param reports where to report what could not be woven
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

  /** The names of the classes that were woven, by the title of their library. */
  public Map<String, Set<String>> woven() {
    var names = new TreeMap<String, Set<String>>();
    synchronized (woven) {
      for (var library : woven.entrySet()) {
        names.put(library.getKey(), new TreeSet<>(library.getValue()));
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
   * Weaves a class. Each method by itself: where one is not found, the others are woven all the
   * same. But several weave points in one method depend on each other, as one takes back what
   * another has set: where one of them cannot be woven, the class stays as it is.
   *
   * @param library the library that it belongs to
   * @param className the name of the class, with slashes
   * @param classFile its class file
   * @param module its module
   * @return the woven class file, or {@code null} if the class stays as it is
   */
  byte @Nullable [] weave(Library library, String className, byte[] classFile, Module module) {
    if (!enabled) {
      return null;
    }
    try {
      if (trainingRun.keeps(classFile, module)) {
        report(library, className, " is not woven while the JVM records an AOT cache", null);
        return null;
      }
      byte[] woven = null;
      var wovenMethods = new HashSet<String>();
      var failedMethods = new HashSet<String>();
      for (var point : preparation.weavePoints(library)) {
        if (Library.isNamed(className, point.className())) {
          var more = weave(point, className, woven == null ? classFile : woven);
          (more == null ? failedMethods : wovenMethods).add(point.method());
          woven = more == null ? woven : more;
        }
      }
      if (!Collections.disjoint(wovenMethods, failedMethods)) {
        return null;
      }
      if (woven != null) {
        note(library, className);
      }
      return woven;
    } catch (Throwable failure) {
      report(library, className, " cannot be woven", failure);
      return null;
    }
  }

  private byte @Nullable [] weave(WeavePoint point, String className, byte[] classFile) {
    try {
      var woven = WovenClass.of(point, preparation.slot(point), classFile);
      if (woven == null) {
        report(
            point, className, " has no method " + point.method() + " that the agent knows", null);
      }
      return woven;
    } catch (Throwable failure) {
      report(point, className, " cannot be woven", failure);
      return null;
    }
  }

  private void note(Library library, String className) {
    synchronized (woven) {
      var names = woven.get(library.title());
      if (names == null) {
        names = new TreeSet<>();
        woven.put(library.title(), names);
      }
      names.add(className.replace('/', '.'));
    }
  }

  private void report(WeavePoint point, String className, String what, @Nullable Throwable cause) {
    reportOnce(point.toString(), className.replace('/', '.') + what + ": " + point.loss(), cause);
  }

  /** That JMX does not show the agent while the JVM records a cache needs no line. */
  private void report(Library library, String className, String what, @Nullable Throwable cause) {
    if (library.isClient()) {
      reportOnce(
          className,
          className.replace('/', '.')
              + what
              + ": requests of "
              + library.title()
              + " may be sent without an ID token",
          cause);
    } else if (cause != null) {
      reportOnce(className, className.replace('/', '.') + what, cause);
    }
  }

  private void reportOnce(String what, String sentence, @Nullable Throwable cause) {
    boolean isFirst;
    synchronized (reported) {
      isFirst = reported.add(what);
    }
    if (isFirst) {
      reports.notWoven(sentence, cause);
    }
  }
}
