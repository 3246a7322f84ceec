package dev.cloudrunauth.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * Every weave point in the real classes of every OkHttp version and of this JDK: what is woven
 * passes ASM's verifier, which knows their class hierarchy, and in one version of each generation
 * does what the same edit does when Byte Buddy's {@code Advice} makes it.
 */
class RealClassesOracleTest {

  private static final Map<String, List<URL>> VERSIONS = versions();

  @AfterEach
  void forget() {
    RecordingHook.CALLS.clear();
    RecordingHook.answer = subject -> subject;
  }

  static Stream<Arguments> okHttp() {
    return VERSIONS.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  /** The first version with each set of woven classes, in Java, and the newest, in Kotlin. */
  static Stream<Arguments> generations() throws IOException {
    var first = new LinkedHashMap<Set<String>, String>();
    var newest = "";
    for (var version : VERSIONS.entrySet()) {
      newest = version.getKey();
      try (var library = new WovenLoader(version.getValue(), WovenLoader::woven)) {
        first.putIfAbsent(library.wovenClasses(), newest);
      }
    }
    return Stream.concat(first.values().stream(), Stream.of(newest))
        .distinct()
        .map(each -> Arguments.of(each, VERSIONS.get(each)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("generations")
  void aCallOverOkHttpGoesAsWithAdvice(String version, List<URL> jars) throws Exception {
    var woven = call(new WovenLoader(jars, WovenLoader::woven));
    assertEquals(call(new WovenLoader(jars, WovenLoader::byAdvice)), woven);

    assertTrue(woven.contains("server: [yes]"), woven.toString());
    assertTrue(woven.contains("answer: 200 ok"), woven.toString());
    assertTrue(woven.toString().contains("7 Response"), woven.toString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("generations")
  void eachMethodOfOkHttpThatFailsFailsAsWithAdvice(String version, List<URL> jars)
      throws Exception {
    try (var woven = new WovenLoader(jars, WovenLoader::woven);
        var byAdvice = new WovenLoader(jars, WovenLoader::byAdvice)) {
      var failures = woven.failures();
      assertEquals(byAdvice.failures(), failures);
      assertTrue(failures.size() >= 3, failures.toString());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("okHttp")
  void whatIsWovenInOkHttpPassesTheVerifier(String version, List<URL> jars) throws Exception {
    try (var library = new WovenLoader(jars, (loader, point, name, classFile) -> classFile)) {
      for (var name : library.wovenClasses()) {
        var classFile = library.read(name);
        for (var point : Points.in(name)) {
          var woven = WovenClass.of(point, Points.SLOT, classFile);
          assertNotNull(woven, version + " " + name);
          assertEquals("", complaints(woven, library), version + " " + name);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.net.http/" + Points.EXCHANGE,
        "java.net.http/" + Points.MULTI_EXCHANGE,
        "java.net.http/jdk/internal/net/http/HttpRequestImpl",
        "java.base/sun/net/www/http/HttpClient"
      })
  void whatIsWovenInTheJdkPassesTheVerifier(String file) throws Exception {
    var name = file.substring(file.indexOf('/') + 1);
    var classFile = jdk(file);
    var points = new ArrayList<>(Points.in(name));
    if (name.equals(Points.MULTI_EXCHANGE)) {
      // As on Java 11.
      points.add(Points.CALL_FUTURE);
    }
    for (var point : points) {
      var woven = WovenClass.of(point, Points.SLOT, classFile);
      assertNotNull(woven, point.toString());
      classFile = woven;
    }
    assertFalse(points.isEmpty());
    assertEquals("", complaints(classFile, ClassLoader.getPlatformClassLoader()), name);
  }

  @Test
  void theVerifierComplainsOfAnEditThatDoesNotFit() throws Exception {
    var point = Points.CALL_FUTURE;
    var woven = WovenClass.of(point, Points.SLOT, jdk("java.net.http/" + Points.MULTI_EXCHANGE));
    assertNotNull(woven);
    var spoilt = new ClassWriter(0);
    new ClassReader(woven).accept(new WithoutCasts(spoilt), 0);
    assertFalse(complaints(spoilt.toByteArray(), ClassLoader.getPlatformClassLoader()).isEmpty());
  }

  private static Map<String, List<URL>> versions() {
    try {
      return OkHttpVersions.jars();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String complaints(byte[] classFile, ClassLoader hierarchy) {
    var complaints = new StringWriter();
    CheckClassAdapter.verify(
        new ClassReader(classFile), hierarchy, false, new PrintWriter(complaints));
    return complaints.toString();
  }

  private static byte[] jdk(String moduleAndClass) throws IOException {
    var modules = FileSystems.getFileSystem(URI.create("jrt:/"));
    return Files.readAllBytes(modules.getPath("modules", moduleAndClass + ".class"));
  }

  /** A call whose request the hook replaces: what the hook, the server and the application saw. */
  private static List<String> call(WovenLoader loader) throws Exception {
    var saw = new ArrayList<String>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          saw.add("server: " + exchange.getRequestHeaders().get("Woven"));
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'o', 'k'});
          exchange.close();
        });
    server.start();
    try (loader) {
      RecordingHook.CALLS.clear();
      RecordingHook.answer = subject -> Reflected.withHeader(subject, "Woven", "yes");
      saw.add(
          "answer: " + Reflected.get(loader, "http://127.0.0.1:" + server.getAddress().getPort()));
    } finally {
      server.stop(0);
    }
    for (var call : RecordingHook.CALLS) {
      saw.add(call.replaceAll("127\\.0\\.0\\.1:[0-9]+", "HOST"));
    }
    return saw;
  }

  /** Weaves a class. */
  private interface Weaving {
    byte[] weave(WovenLoader loader, WeavePoint point, String name, byte[] classFile)
        throws IOException;
  }

  /** One version of OkHttp, woven. */
  private static final class WovenLoader extends URLClassLoader {

    private final List<URL> jars;
    private final Weaving weaving;

    WovenLoader(List<URL> jars, Weaving weaving) {
      super(jars.toArray(new URL[0]), getPlatformClassLoader());
      this.jars = jars;
      this.weaving = weaving;
    }

    byte[] woven(WeavePoint point, String name, byte[] classFile) {
      var woven = WovenClass.of(point, Points.SLOT, classFile);
      assertNotNull(woven, name);
      return Remapped.of(woven, "java/lang/CloudRunAuthHook", RecordingHook.class);
    }

    byte[] byAdvice(WeavePoint point, String name, byte[] classFile) throws IOException {
      try (var library = new URLClassLoader(jars.toArray(new URL[0]), getPlatformClassLoader())) {
        var neighbours =
            new ClassFileLocator.Compound(
                ClassFileLocator.ForClassLoader.of(library),
                ClassFileLocator.ForClassLoader.of(RealClassesOracleTest.class.getClassLoader()));
        return ByAdvice.of(point, name.replace('/', '.'), classFile, neighbours);
      }
    }

    byte[] read(String internalName) throws IOException {
      try (var in = getResourceAsStream(internalName + ".class")) {
        assertNotNull(in, internalName);
        return in.readAllBytes();
      }
    }

    /** Those of this version in which there is a weave point. */
    Set<String> wovenClasses() throws IOException {
      var classes = new TreeSet<String>();
      for (var jar : jars) {
        try (var files = new JarFile(new File(jar.getPath()))) {
          files.stream()
              .map(file -> file.getName().replaceFirst("\\.class$", ""))
              .filter(name -> !Points.in(name).isEmpty())
              .forEach(classes::add);
        }
      }
      return classes;
    }

    /** How each woven method ends in an object that lacks everything, and what the hook saw. */
    Map<String, List<String>> failures() throws Exception {
      var failures = new LinkedHashMap<String, List<String>>();
      for (var name : wovenClasses()) {
        var woven = Class.forName(name.replace('/', '.'), true, this);
        for (var method : woven.getDeclaredMethods()) {
          if (method.isBridge() || !Points.in(name).get(0).method().equals(method.getName())) {
            continue;
          }
          RecordingHook.CALLS.clear();
          RecordingHook.answer = subject -> subject;
          method.setAccessible(true);
          var ended = new ArrayList<String>();
          try {
            var arguments = new @Nullable Object[method.getParameterCount()];
            ended.add("returned " + method.invoke(Reflected.allocate(woven), arguments));
          } catch (InvocationTargetException thrown) {
            // The JVM names what is null by the variable that it came from: that may differ.
            ended.add(String.valueOf(thrown.getCause()).replaceFirst(" because .*", ""));
          }
          ended.addAll(RecordingHook.CALLS);
          failures.put(name, ended);
        }
      }
      return failures;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.equals(RecordingHook.class.getName())) {
        return RecordingHook.class;
      }
      var internalName = name.replace('.', '/');
      if (Points.in(internalName).isEmpty()) {
        return super.findClass(name);
      }
      try {
        var classFile = read(internalName);
        for (var point : Points.in(internalName)) {
          classFile = weaving.weave(this, point, internalName, classFile);
        }
        return defineClass(name, classFile, 0, classFile.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
