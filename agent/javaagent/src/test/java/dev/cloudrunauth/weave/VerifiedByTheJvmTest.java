package dev.cloudrunauth.weave;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.client.Clients;
import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.Library;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is woven in the version of each client that is tested here passes the JVM's own verifier.
 * That one believes the stack maps of a class file, where ASM's works them out: in a file that was
 * optimised they may have given up {@code this} or an argument long before the method returns.
 */
class VerifiedByTheJvmTest {

  private static final String OPTIMISED = "com/linecorp/armeria/client/AbstractHttpResponseDecoder";

  /** Those of libraries: the JVM takes its own classes as they are. */
  static Stream<Named<Library>> libraries() {
    return Clients.woven().stream()
        .filter(library -> !ownFiles(library).isEmpty())
        .map(library -> Named.of(library.title(), library));
  }

  private static List<String> ownFiles(Library library) {
    var classes = new TreeSet<String>();
    for (var point : Points.of(library)) {
      if (ClassLoader.getPlatformClassLoader().getResource(file(point.className())) == null
          && VerifiedByTheJvmTest.class.getClassLoader().getResource(file(point.className()))
              != null) {
        classes.add(point.className());
      }
    }
    return List.copyOf(classes);
  }

  private static String file(String className) {
    return className + ".class";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("libraries")
  void whatIsWovenIsLinked(Library library) throws Exception {
    try (var loader = new Woven(Points::in)) {
      for (var name : ownFiles(library)) {
        loader.link(name);
      }
    }
  }

  @Test
  void anEditThatNeedsWhatTheMethodHasGivenUpIsNot() throws Exception {
    var point =
        WeavePoint.of(
            OPTIMISED, "removeResponse", "", Edit.REPLACE_RETURNED, (taken, by) -> taken, "");
    try (var loader = new Woven(name -> name.equals(OPTIMISED) ? List.of(point) : List.of())) {
      assertThrows(VerifyError.class, () -> loader.link(OPTIMISED));
    }
  }

  /** All libraries of this JVM once more, so that a woven class is in a package with the others. */
  private static final class Woven extends URLClassLoader {

    private final Function<String, List<WeavePoint>> points;

    Woven(Function<String, List<WeavePoint>> points) {
      super(jars(), getPlatformClassLoader());
      this.points = points;
    }

    private static URL[] jars() {
      var jars = new ArrayList<URL>();
      for (var jar :
          System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
        try {
          jars.add(new File(jar).toURI().toURL());
        } catch (MalformedURLException e) {
          throw new IllegalStateException(jar, e);
        }
      }
      return jars.toArray(new URL[0]);
    }

    /** The JVM links a class before it tells its methods, and does not initialize it for that. */
    void link(String name) throws ClassNotFoundException {
      assertFalse(loadClass(name.replace('/', '.')).getDeclaredMethods().length == 0, name);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      var internalName = name.replace('.', '/');
      if (points.apply(internalName).isEmpty()) {
        return super.findClass(name);
      }
      try {
        var classFile = woven(internalName);
        return defineClass(name, classFile, 0, classFile.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    private byte[] woven(String name) throws IOException {
      var classFile = original(name);
      boolean isWoven = false;
      for (var point : points.apply(name)) {
        var woven = WovenClass.of(point, Points.SLOT, classFile);
        if (woven != null) {
          isWoven = true;
          classFile = woven;
        }
      }
      assertTrue(isWoven, name);
      return classFile;
    }

    private byte[] original(String name) throws IOException {
      try (var in = getResourceAsStream(file(name))) {
        assertNotNull(in, name);
        return in.readAllBytes();
      }
    }
  }
}
