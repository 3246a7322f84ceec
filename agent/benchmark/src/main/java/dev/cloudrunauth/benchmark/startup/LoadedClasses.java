package dev.cloudrunauth.benchmark.startup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The classes that a JVM has loaded, in order, from its log {@code class+load=info}. Immutable.
 *
 * @param classes each with where it came from
 */
record LoadedClasses(List<Loaded> classes) {

  private static final Pattern LINE = Pattern.compile("(\\S+) source: (.*)");
  private static final Pattern ADDRESS = Pattern.compile("[/+]?0x[0-9a-f]+");

  /** A class: its name, and where it came from in the words of the JVM. */
  record Loaded(String name, String source) {}

  /** Whose they are. */
  enum Kind {
    OURS("ours"),
    BYTE_BUDDY("Byte Buddy"),
    GOOGLE("Google's libraries"),
    LIBRARY("other libraries of ours"),
    JDK_ARCHIVED("JDK, from the CDS archive"),
    JDK_PARSED("JDK, parsed"),
    GENERATED("JDK, generated"),
    APPLICATION("the application's");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    static Kind of(Loaded loaded) {
      var name = loaded.name();
      var source = loaded.source();
      if (name.startsWith("dev.cloudrunauth.") || name.startsWith("java.lang.CloudRunAuth")) {
        return OURS;
      }
      if (name.startsWith("net.bytebuddy.")) {
        return BYTE_BUDDY;
      }
      if (name.startsWith("com.google.")) {
        return GOOGLE;
      }
      if (source.startsWith("shared objects file")) {
        return JDK_ARCHIVED;
      }
      if (source.startsWith("jrt:")) {
        return JDK_PARSED;
      }
      if (source.startsWith("file:")) {
        return APPLICATION;
      }
      return isOfJdk(name) ? GENERATED : LIBRARY;
    }

    private static boolean isOfJdk(String name) {
      return name.startsWith("java.")
          || name.startsWith("jdk.")
          || name.startsWith("sun.")
          || name.contains("$$Lambda");
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Reads the log, written without decorations. */
  static LoadedClasses read(List<String> log) {
    List<Loaded> classes = new ArrayList<>();
    for (var line : log) {
      var matcher = LINE.matcher(line);
      if (matcher.matches()) {
        // Hidden classes have their address in the name.
        var name = ADDRESS.matcher(matcher.group(1)).replaceAll("");
        classes.add(new Loaded(name, matcher.group(2)));
      }
    }
    return new LoadedClasses(List.copyOf(classes));
  }

  /** Returns those that another JVM has not loaded. */
  LoadedClasses beyond(LoadedClasses other) {
    Set<String> known = new HashSet<>();
    other.classes().forEach(loaded -> known.add(loaded.name()));
    return new LoadedClasses(
        classes.stream().filter(loaded -> !known.contains(loaded.name())).toList());
  }

  /** Returns those before a class, or all if it is not there. */
  LoadedClasses before(String name) {
    return new LoadedClasses(classes.subList(0, place(name)));
  }

  /** Returns those from a class on, or none if it is not there. */
  LoadedClasses from(String name) {
    return new LoadedClasses(classes.subList(place(name), classes.size()));
  }

  private int place(String name) {
    for (int i = 0; i < classes.size(); i++) {
      if (classes.get(i).name().equals(name)) {
        return i;
      }
    }
    return classes.size();
  }

  /** Returns how many there are of a kind. */
  long count(Kind kind) {
    return classes.stream().filter(loaded -> Kind.of(loaded) == kind).count();
  }
}
