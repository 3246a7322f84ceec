package dev.cloudrunauth;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The entry, and the class loader of everything behind it.
 *
 * <p>This is the only class of ours on the application's class path. The rest of the agent and its
 * libraries lie in a folder inside the same jar, under names that no other loader looks for; an
 * instance of this class reads them from there. They see the JDK and themselves, and the
 * application sees none of them: its own versions of the same libraries are untouched.
 *
 * <p>It is one class and not two because whatever stands beside it in the jar would stand on the
 * application's class path too. It is compiled for Java 8, which JAVA_TOOL_OPTIONS may reach as
 * well and which must be able to load it in order to be told that the agent needs a newer one.
 */
@NullMarked
public final class Agent extends ClassLoader {

  private static final String FOLDER = "cloud-run-auth/";
  private static final String PROGRAM = "dev.cloudrunauth.command.Program";
  private static final String LAUNCH = "dev.cloudrunauth.launch.Launch";
  private static final String LIBRARIES = "dev.cloudrunauth.launch.Libraries";
  private static final String LIBRARY = "dev.cloudrunauth.lib.";
  private static final String NEEDS = "the agent needs Java 11 or newer, and this is Java ";

  private static @Nullable Agent loader;

  private final JarFile jar;
  private final URI jarUri;
  private final AtomicBoolean isReported = new AtomicBoolean();
  private @Nullable Function<String, byte @Nullable []> libraries;

  static {
    registerAsParallelCapable();
  }

  private Agent(File file) throws IOException {
    super("cloud-run-auth", ClassLoader.getPlatformClassLoader());
    // No signature checks: they are slow while nothing is compiled yet, and whoever can change the
    // jar can change the flag that names it.
    jar = new JarFile(file, false);
    jarUri = file.toURI();
  }

  /**
   * Starts the agent before the application's {@code main}. Whatever goes wrong is told on standard
   * error in one line, and the application runs without the agent.
   *
   * @param argument what follows the {@code =} of the {@code -javaagent} flag, or {@code null}
   * @param instrumentation the JVM's instrumentation
   */
  public static void premain(@Nullable String argument, Instrumentation instrumentation) {
    start("launch", argument, instrumentation);
  }

  /**
   * Starts the agent in a running JVM, as {@link #premain} does before {@code main}. Where a start
   * has ended with a broken configuration, this one brings another.
   *
   * @param argument the option string of the attachment, or {@code null}
   * @param instrumentation the JVM's instrumentation
   */
  public static void agentmain(@Nullable String argument, Instrumentation instrumentation) {
    start("attach", argument, instrumentation);
  }

  /**
   * Says what the agent would do, for whoever runs this jar by itself.
   *
   * @param arguments a command and its options; {@code --help} shows them
   * @throws Exception if the jar is broken
   */
  public static void main(String[] arguments) throws Exception {
    if (isTooOld()) {
      System.err.println("cloud-run-auth: " + NEEDS + javaVersion());
      System.exit(1);
    }
    Method program = ownLoader().loadClass(PROGRAM).getMethod("run", String[].class);
    System.exit((int) program.invoke(null, (Object) arguments));
  }

  private static synchronized void start(
      String method, @Nullable String argument, Instrumentation instrumentation) {
    try {
      if (isTool()) {
        return;
      }
      if (isTooOld()) {
        notStarted(NEEDS + javaVersion());
        return;
      }
      if (loader == null) {
        loader = ownLoader();
      }
      loader
          .loadClass(LAUNCH)
          // Two methods, for the first call with a boolean would cost Java 25 some 30 ms.
          .getMethod(method, String.class, Instrumentation.class)
          .invoke(null, argument, instrumentation);
    } catch (InvocationTargetException failure) {
      notStarted(failure.getCause());
    } catch (Throwable failure) {
      notStarted(failure);
    }
  }

  private static Agent ownLoader() throws IOException, URISyntaxException {
    return new Agent(ownJar());
  }

  private static File ownJar() throws URISyntaxException {
    return new File(Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** A premain that throws would stop the JVM. */
  private static void notStarted(@Nullable Object reason) {
    System.err.println("cloud-run-auth: not started, the application runs without it: " + reason);
  }

  private static boolean isTooOld() {
    String version = javaVersion();
    return version.startsWith("1.") || version.equals("9") || version.equals("10");
  }

  private static String javaVersion() {
    return System.getProperty("java.specification.version", "");
  }

  /**
   * Whether this JVM runs a tool that JAVA_TOOL_OPTIONS reached by chance: it is left alone. Our
   * own program is one, whose requests have their token already.
   */
  private static boolean isTool() throws IOException, URISyntaxException {
    String module = System.getProperty("jdk.module.main", "");
    String command = System.getProperty("sun.java.command", "");
    return module.startsWith("java.")
        || module.startsWith("jdk.")
        || isOwnProgram(command)
        || command.startsWith("org.codehaus.plexus.classworlds.launcher.Launcher")
        || command.startsWith("org.gradle.");
  }

  /**
   * Whether the main class is this one. Of {@code java -jar FILE} only the file is known. It is
   * opened if this class comes from it; it may still be an application's that contains the agent.
   */
  private static boolean isOwnProgram(String command) throws IOException, URISyntaxException {
    if (isRunBy(command, Agent.class.getName())) {
      return true;
    }
    // Java 8 has added the agent's jar to it.
    String first = System.getProperty("java.class.path", "").split(File.pathSeparator, 2)[0];
    if (first.isEmpty()
        || !isRunBy(command, first)
        || !new File(first).getCanonicalFile().equals(ownJar().getCanonicalFile())) {
      return false;
    }
    try (JarFile file = new JarFile(first, false)) {
      Manifest manifest = file.getManifest();
      return manifest != null
          && Agent.class
              .getName()
              .equals(manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS));
    }
  }

  private static boolean isRunBy(String command, String main) {
    return command.equals(main) || command.startsWith(main + " ");
  }

  /**
   * What is in the jar is taken from there, before any other loader is asked. The platform's would
   * give what a module of the application has in a package of the same name, such as its slf4j.
   */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("java.") || !isInJar(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  private boolean isInJar(String name) {
    return name.startsWith(LIBRARY) || entry(file(name)) != null;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try {
      byte[] bytes = name.startsWith(LIBRARY) ? libraryClass(name) : ownClass(name);
      if (bytes != null) {
        return defineClass(name, bytes, 0, bytes.length, Agent.class.getProtectionDomain());
      }
    } catch (IOException | IllegalStateException | ClassFormatError e) {
      reportUnreadable(e);
      throw new ClassNotFoundException(name, e);
    }
    throw new ClassNotFoundException(name);
  }

  /** The file was overwritten while the JVM runs. What is missing now will be missing again. */
  private void reportUnreadable(Throwable failure) {
    if (isReported.compareAndSet(false, true)) {
      System.err.println(
          "cloud-run-auth: "
              + jar.getName()
              + " can no longer be read: requests may be sent without ID tokens. Fix: restart the"
              + " application, and replace the file only while no JVM uses it ("
              + failure
              + ")");
    }
  }

  private byte @Nullable [] ownClass(String name) throws IOException {
    JarEntry entry = entry(file(name));
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private byte @Nullable [] libraryClass(String name) {
    return libraries().apply(file(name).concat("data"));
  }

  /** Most of the jar's classes, which are needed for the first token and not before. */
  @SuppressWarnings("unchecked")
  private synchronized Function<String, byte @Nullable []> libraries() {
    if (libraries == null) {
      try {
        libraries =
            (Function<String, byte @Nullable []>)
                loadClass(LIBRARIES).getConstructor(JarFile.class).newInstance(jar);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the agent's libraries cannot be read", e);
      }
    }
    return libraries;
  }

  private static String file(String className) {
    return className.replace('.', '/').concat(".class");
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    JarEntry entry = entry(name);
    try {
      return entry == null ? super.getResourceAsStream(name) : jar.getInputStream(entry);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  @SuppressWarnings("deprecation") // What replaces it is newer than Java 11.
  protected @Nullable URL findResource(String name) {
    JarEntry entry = entry(name);
    try {
      return entry == null ? null : new URL("jar:" + jarUri + "!/" + entry.getName());
    } catch (MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return url == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singleton(url));
  }

  /** Class files are kept as {@code .classdata}, so that scans of the class path pass them by. */
  private @Nullable JarEntry entry(String name) {
    return jar.getJarEntry(FOLDER + (name.endsWith(".class") ? name.concat("data") : name));
  }
}
