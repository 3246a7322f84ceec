package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications that are modules, that lack modules, or that are a file of source code. */
class ModulesTest extends StartMode {

  /** An application declares what it needs; the agent's needs are not among it. */
  private static final String MODULE =
      "module com.example.caller { requires java.net.http; requires okhttp3; requires okio; }";

  @ParameterizedTest
  @MethodSource("dev.cloudrunauth.acceptance.Jdk#outermost")
  void aNamedModuleAndAnAutomaticOneCallWithATokenEach(Jdk jdk) throws IOException {
    var module = module();

    var result =
        onCloudRun(jdk)
            .agent(AUDIENCES)
            .application(
                "-p", path(Stream.concat(Stream.of(module), Client.newestJars(jdk).stream())))
            .application("-m", "com.example.caller/com.example.caller.Caller")
            .application(CALLS.toArray(String[]::new))
            .run();

    assertEquals(List.of(), result.complaints());
    assertTokensArrived(CALLS.size());
  }

  @Test
  void whereTheJdksClientIsMissingOkHttpCallsWithAToken() throws IOException {
    var jlink = ToolProvider.findFirst("jlink");
    assumeTrue(jlink.isPresent(), "this Java runtime has no jlink");
    var image = folder.resolve("image");
    var modules = "java.logging,java.instrument,jdk.crypto.ec";
    int made =
        jlink.get().run(System.out, System.err, "--add-modules", modules, "--output", "" + image);
    assumeTrue(made == 0, "this Java runtime cannot make images");
    var small = new Jdk(Jdk.own().release(), image.resolve("bin").resolve("java"));
    var calls = CALLS.stream().filter(call -> !call.startsWith("send")).toArray(String[]::new);

    var result = onCloudRun(small).agent(AUDIENCES).program("Caller", OKHTTP, calls).run();

    assertEquals(List.of(), result.complaints());
    assertTokensArrived(calls.length);
  }

  @Test
  void aFileOfSourceCodeThatIsRunAsItIsIsAnApplicationAndNoCompiler() throws IOException {
    var source = folder.resolve("Program.java");
    Files.writeString(
        source,
        "class Program { public static void main(String[] calls) {"
            + " com.example.caller.Caller.main(calls); } }");

    var result =
        onCloudRun(Jdk.own())
            .agent(AUDIENCES)
            .application("-cp", path(Stream.concat(Stream.of(Fork.CALLER), OKHTTP.stream())))
            .application(source.toString())
            .application(CALLS.toArray(String[]::new))
            .run();

    assertEquals(List.of(), result.complaints());
    assertTokensArrived(CALLS.size());
  }

  /** The caller's classes, with a declaration. */
  private Path module() throws IOException {
    var classes = folder.resolve("module");
    try (var jar = new JarFile(Fork.CALLER.toFile())) {
      for (var entry : jar.stream().filter(each -> each.getName().endsWith(".class")).toList()) {
        var file = classes.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(jar.getInputStream(entry), file);
      }
    }
    var declaration = Files.writeString(folder.resolve("module-info.java"), MODULE);
    var javac = ToolProvider.findFirst("javac").orElseThrow();
    int status =
        javac.run(
            System.out,
            System.err,
            "--release",
            "11",
            "-nowarn",
            "-p",
            path(OKHTTP.stream()),
            "-d",
            classes.toString(),
            declaration.toString());
    assertEquals(0, status);
    return classes;
  }

  private static String path(Stream<Path> jars) {
    return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
