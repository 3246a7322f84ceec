package dev.cloudrunauth.weave;

import dev.cloudrunauth.instrumentation.Library;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that the JVM loads, compares its name, and touches nothing else: the weaver, and
 * all that it needs, is created when the first class is loaded that may have a weave point.
 *
 * <p>The JVM calls it from any thread that loads a class.
 */
public abstract class ClassWatch implements ClassFileTransformer {

  /** The libraries by the simple names of their classes. */
  private final Map<String, Library[]> bySimpleName = new HashMap<>();

  /**
   * Watches libraries.
   *
   * @param libraries the libraries
   */
  protected ClassWatch(Library[] libraries) {
    for (var library : libraries) {
      add(library);
    }
  }

  /** Watches one more library, before the first class is seen. */
  protected final void add(Library library) {
    for (var className : library.classNames()) {
      var name = simpleName(className, '/');
      var before = bySimpleName.get(name);
      var now = new Library[before == null ? 1 : before.length + 1];
      if (before != null) {
        System.arraycopy(before, 0, now, 0, before.length);
      }
      now[now.length - 1] = library;
      bySimpleName.put(name, now);
    }
  }

  /**
   * The weaver, created if there is none yet. Called in the middle of class loading, from any
   * thread.
   */
  protected abstract Weaver weaver();

  /**
   * A class is loaded of a library that is only detected. Called in the middle of class loading.
   *
   * @param library the library
   * @param loader the class loader, {@code null} for the JVM's own
   */
  protected void detected(Library library, @Nullable ClassLoader loader) {}

  /**
   * A class is loaded that belongs to no library. Called in the middle of class loading, for nearly
   * every class of the process.
   *
   * @param loader the class loader, {@code null} for the JVM's own
   * @param internalName the name of the class, with slashes
   */
  protected void passed(@Nullable ClassLoader loader, String internalName) {}

  /**
   * A class has been woven. Called in the middle of class loading.
   *
   * @param library its library
   */
  protected void woven(Library library) {}

  /**
   * Registers with the JVM, and weaves the libraries that were loaded before: by an AOT cache, or
   * because the agent is attached to a running process.
   *
   * @param instrumentation the JVM's instrumentation
   */
  public final void start(Instrumentation instrumentation) {
    instrumentation.addTransformer(this, true);
    Collection<Class<?>> loaded = null;
    for (Class<?> candidate : instrumentation.getAllLoadedClasses()) {
      if (bySimpleName.containsKey(simpleName(candidate.getName(), '.'))) {
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
      var library = library(candidate.getName().replace('.', '/'));
      if (library != null && library.isWoven() && !weaver().keeps(candidate)) {
        try {
          instrumentation.retransformClasses(candidate);
        } catch (UnmodifiableClassException | LinkageError | InternalError e) {
          // An InternalError is what the JVM throws of a class that has failed to be verified.
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
    var library = library(className);
    if (library == null || !library.isWoven()) {
      // Not when another agent has it transformed once more.
      if (classBeingRedefined == null) {
        seen(library, loader, className);
      }
      return null;
    }
    var woven = weaver().weave(library, className, classFile, module);
    if (woven != null) {
      woven(library);
    }
    return woven;
  }

  private void seen(@Nullable Library library, @Nullable ClassLoader loader, String className) {
    if (library == null) {
      passed(loader, className);
    } else {
      detected(library, loader);
    }
  }

  /** The library that a class belongs to, or {@code null}, as for nearly all. */
  final @Nullable Library library(String internalName) {
    var candidates = bySimpleName.get(simpleName(internalName, '/'));
    if (candidates != null) {
      for (var candidate : candidates) {
        if (candidate.contains(internalName)) {
          return candidate;
        }
      }
    }
    return null;
  }

  private static String simpleName(String name, char separator) {
    return name.substring(name.lastIndexOf(separator) + 1);
  }
}
