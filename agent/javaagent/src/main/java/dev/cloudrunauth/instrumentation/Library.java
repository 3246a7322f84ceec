package dev.cloudrunauth.instrumentation;

import java.util.List;

/**
 * A library as the agent knows it before any of its classes is loaded: by names alone. Immutable.
 *
 * <p>Class names are internal names, with slashes. Outside of the JDK they are matched at their
 * end, so that copies which a build has relocated to another package ("shaded") are found too.
 */
public final class Library {

  private final String id;
  private final String title;
  private final String hint;
  private final String module;
  private final String[] classNames;

  private Library(String id, String title, String hint, String module, String[] classNames) {
    this.id = id;
    this.title = title;
    this.hint = hint;
    this.module = module;
    this.classNames = classNames;
  }

  /**
   * A library that is woven.
   *
   * @param id its name in configuration keys; empty for a library that is no HTTP client
   * @param title its name in messages
   * @param module the class name of its module
   * @param classNames its classes that have weave points
   */
  public static Library woven(String id, String title, String module, String... classNames) {
    return new Library(id, title, "", module, classNames);
  }

  /**
   * A client whose use is detected and logged, and whose requests get no ID tokens.
   *
   * @param title its name in messages
   * @param hint which setting of which framework selects a woven client instead; may be empty
   * @param classNames classes that are loaded when a client is created or used, and not when the
   *     library is only on the class path
   */
  public static Library detected(String title, String hint, String... classNames) {
    return new Library("", title, hint, "", classNames);
  }

  /** Its name in configuration keys; empty if it has none there. */
  public String id() {
    return id;
  }

  /** Its name in messages. */
  public String title() {
    return title;
  }

  /** What to use instead of a client that is only detected; may be empty. */
  public String hint() {
    return hint;
  }

  /** The class name of its module; empty for a client that is only detected. */
  public String module() {
    return module;
  }

  /** Whether it is woven, and not only detected. */
  public boolean isWoven() {
    return !module.isEmpty();
  }

  /** Whether it is an HTTP client whose requests get ID tokens. */
  public boolean isClient() {
    return !id.isEmpty();
  }

  /** The names of its classes that the agent looks for. */
  public List<String> classNames() {
    return List.of(classNames);
  }

  /** Whether a class is one that the agent looks for, by its internal name. */
  public boolean contains(String internalName) {
    for (String className : classNames) {
      if (isNamed(internalName, className)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a class has a name, or is a relocated copy of the class that has it.
   *
   * @param internalName the internal name of the class
   * @param className the internal name to compare with
   */
  public static boolean isNamed(String internalName, String className) {
    if (!internalName.endsWith(className)) {
      return false;
    }
    int start = internalName.length() - className.length();
    return start == 0 || (internalName.charAt(start - 1) == '/' && !isOfJdk(className));
  }

  private static boolean isOfJdk(String className) {
    return className.startsWith("java/")
        || className.startsWith("jdk/")
        || className.startsWith("sun/");
  }
}
