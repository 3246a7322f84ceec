package dev.cloudrunauth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * An application of {@code src/applications}, compiled as its framework's guide says: Java with the
 * names of parameters and, where there are some, annotation processors; Kotlin by its own compiler.
 *
 * @param mainClass the class to run
 * @param classes the folder of its classes and resources
 * @param libraries the jars of all libraries
 * @param command what follows a JVM's own flags to run it
 */
record BuiltApplication(
    String mainClass, Path classes, List<Path> libraries, List<String> command) {

  static final Path SOURCES = Path.of(System.getProperty("applications.folder"));
  static final Path CLASSES = Path.of("target", "applications").toAbsolutePath();
  private static final String KOTLIN = ".kt";
  static final String MAIN_CLASS = "com.example.shop.Application";
  private static final String RELEASE = "17";

  /**
   * Compiles one.
   *
   * @param name what it runs on, which no other has
   * @param folder where its sources are
   */
  static BuiltApplication of(
      String name, String folder, List<Path> libraries, List<Path> processors) {
    var classes = CLASSES.resolve(name.replace(' ', '-'));
    try {
      Files.createDirectories(classes);
      var sources = new ArrayList<String>();
      for (var file : files(SOURCES.resolve(folder))) {
        if (file.toString().endsWith(".java") || file.toString().endsWith(KOTLIN)) {
          sources.add(file.toString());
        } else {
          Files.copy(file, classes.resolve(file.getFileName()), REPLACE_EXISTING);
        }
      }
      boolean isKotlin = sources.get(0).endsWith(KOTLIN);
      sources.addAll(0, List.of("-d", classes.toString(), "-cp", path(libraries)));
      if (isKotlin) {
        compileKotlin(sources);
      } else {
        compileJava(processors, sources);
      }
      var mainClass = isKotlin ? MAIN_CLASS + "Kt" : MAIN_CLASS;
      var classPath = classes + File.pathSeparator + path(libraries);
      return new BuiltApplication(
          mainClass, classes, libraries, List.of("-cp", classPath, mainClass));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void compileJava(List<Path> processors, List<String> words) {
    var all = new ArrayList<>(List.of("--release", RELEASE, "-parameters"));
    if (processors.isEmpty()) {
      all.add("-proc:none");
      all.addAll(words);
      var said = new ByteArrayOutputStream();
      int exit =
          ToolProvider.getSystemJavaCompiler().run(null, said, said, all.toArray(String[]::new));
      assertEquals(0, exit, () -> said.toString(UTF_8));
    } else {
      // In this JVM they would find the libraries of the tests before their own.
      all.addAll(0, List.of("-m", "jdk.compiler/com.sun.tools.javac.Main"));
      all.addAll(List.of("-processorpath", path(processors)));
      all.addAll(words);
      compileInJvmOfItsOwn(all);
    }
  }

  private static void compileKotlin(List<String> words) {
    var all = new ArrayList<>(List.of("-cp", path(Versions.jars("Kotlin compiler"))));
    all.add("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler");
    all.addAll(List.of("-jvm-target", RELEASE, "-no-stdlib", "-no-reflect"));
    all.addAll(words);
    compileInJvmOfItsOwn(all);
  }

  private static void compileInJvmOfItsOwn(List<String> command) {
    var result = Fork.on(Jdk.own()).application(command.toArray(String[]::new)).run();

    assertEquals(0, result.exit(), () -> String.join("\n", result.err()));
  }

  /**
   * The same in a jar of its own, which finds its libraries inside itself by this loader. It brings
   * the tools along by which it can be extracted.
   */
  BuiltApplication packed(Path loader, Path tools) {
    var jar = Path.of(classes + ".jar");
    try {
      ExecutableJar.write(jar, this, loader, tools);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuiltApplication(mainClass, classes, libraries, List.of("-jar", jar.toString()));
  }

  /** The same as Spring Boot recommends it for an AOT cache: its libraries beside its jar. */
  BuiltApplication extracted(Path folder) {
    var jar = Path.of(command.get(1));
    var result =
        Fork.on(Jdk.own())
            .flags(List.of("-Djarmode=tools"))
            .jar(jar)
            .application("extract", "--destination", folder.toString())
            .run();
    assertEquals(0, result.exit(), () -> String.join("\n", result.err()));
    var extracted = folder.resolve(jar.getFileName());
    return new BuiltApplication(
        mainClass, classes, libraries, List.of("-jar", extracted.toString()));
  }

  /** Runs it in a JVM. */
  Fork.Result run(Fork fork, String... arguments) {
    return fork.application(
            Stream.concat(command.stream(), Stream.of(arguments)).toArray(String[]::new))
        .run();
  }

  private static String path(List<Path> jars) {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
