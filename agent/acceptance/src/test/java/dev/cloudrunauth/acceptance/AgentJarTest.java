package dev.cloudrunauth.acceptance;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What is in the jar that users get. */
class AgentJarTest {

  private static final long MOST_BYTES = 5_000_000;
  private static final int JAVA_8_CLASS_FILE = 52;
  private static final String ENTRY = "dev/cloudrunauth/Agent.class";
  private static final String FOLDER = "cloud-run-auth/";
  private static final String LIBRARIES = FOLDER + "libraries.zip";

  /** Whose classes are in the folder. */
  private static final Set<String> PACKAGES =
      Set.of(
          "dev/cloudrunauth",
          "dev/cloudrunauth/lib/com/google/api",
          "dev/cloudrunauth/lib/com/google/auth",
          "dev/cloudrunauth/lib/com/google/common",
          "dev/cloudrunauth/lib/com/google/gson",
          "dev/cloudrunauth/lib/io/grpc",
          "dev/cloudrunauth/lib/io/opencensus",
          "java/lang",
          "net/bytebuddy",
          "org/slf4j",
          "org/snakeyaml",
          "picocli");

  @Test
  void theApplicationSeesTheEntryClassAndNothingElse() throws IOException {
    var outside = names().stream().filter(name -> !name.startsWith(FOLDER)).toList();

    assertEquals(List.of("META-INF/MANIFEST.MF", ENTRY), outside.stream().sorted().toList());
  }

  @Test
  void theEntryClassIsOneThatJavaEightCanLoad() throws IOException {
    try (var jar = new JarFile(Fork.AGENT.toFile());
        var in = new DataInputStream(jar.getInputStream(jar.getEntry(ENTRY)))) {
      in.readInt();
      in.readUnsignedShort();

      assertEquals(JAVA_8_CLASS_FILE, in.readUnsignedShort());
    }
  }

  @Test
  void noFileInTheFolderLooksLikeAClass() throws IOException {
    for (var name : names()) {
      assertFalse(name.startsWith(FOLDER) && name.endsWith(".class"), name);
    }
  }

  @Test
  void theFolderHasNoStrayPackage() throws IOException {
    var found = new TreeSet<String>();
    for (var name : names()) {
      if (name.startsWith(FOLDER)
          && !name.startsWith(FOLDER + "META-INF/")
          && !name.equals(LIBRARIES)) {
        int depth = depth(name.substring(FOLDER.length()));
        found.add(Stream.of(name.split("/")).skip(1).limit(depth).collect(joining("/")));
      }
    }

    assertEquals(new TreeSet<>(PACKAGES), found);
  }

  /** How many names say whose class it is. */
  private static int depth(String name) {
    if (name.startsWith("dev/cloudrunauth/lib/com/google/")) {
      return 6;
    }
    if (name.startsWith("picocli/")) {
      return 1;
    }
    return name.startsWith("dev/cloudrunauth/lib/") ? 5 : 2;
  }

  @Test
  void theOnlyServiceInItIsItsOwnLog() throws IOException {
    var services =
        names().stream().filter(name -> name.startsWith(FOLDER + "META-INF/services/")).toList();

    assertEquals(
        List.of(FOLDER + "META-INF/services/org.slf4j.spi.SLF4JServiceProvider"), services);
  }

  @Test
  void thereIsOneManifestWithOnePremainClass() throws IOException {
    try (var jar = new JarFile(Fork.AGENT.toFile())) {
      var manifests =
          jar.stream().filter(entry -> entry.getName().endsWith("MANIFEST.MF")).toList();
      assertEquals(1, manifests.size());
      var text =
          new String(jar.getInputStream(manifests.get(0)).readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(1, text.lines().filter(line -> line.startsWith("Premain-Class:")).count());
      var attributes = jar.getManifest().getMainAttributes();
      assertEquals("dev.cloudrunauth.Agent", attributes.getValue("Premain-Class"));
      assertEquals("dev.cloudrunauth.Agent", attributes.getValue("Agent-Class"));
      assertEquals("true", attributes.getValue("Can-Retransform-Classes"));
      assertEquals(null, attributes.getValue("Boot-Class-Path"));
    }
  }

  @Test
  void noLibraryInItReachesTheJvmsLogging() throws IOException {
    try (var jar = new JarFile(Fork.AGENT.toFile())) {
      for (var entry : jar.stream().filter(each -> each.getName().endsWith("data")).toList()) {
        assertNoLogging(entry.getName(), jar.getInputStream(entry).readAllBytes());
      }
      int classes = 0;
      try (var libraries = libraries(jar)) {
        for (var entry = libraries.getNextEntry();
            entry != null;
            entry = libraries.getNextEntry()) {
          assertNoLogging(entry.getName(), libraries.readAllBytes());
          classes++;
        }
      }
      assertTrue(classes > 1_000, classes + " classes");
    }
  }

  /** Only then each of its classes can be read by itself. */
  @Test
  void theArchiveOfTheLibrariesIsStoredAsItIs() throws IOException {
    try (var jar = new JarFile(Fork.AGENT.toFile())) {
      assertEquals(ZipEntry.STORED, jar.getEntry(LIBRARIES).getMethod());
    }
  }

  private static void assertNoLogging(String name, byte[] classFile) {
    var text = new String(classFile, StandardCharsets.ISO_8859_1);
    assertFalse(text.contains("java/util/logging"), name);
  }

  @Test
  void itIsNotLargerThanItsBudget() throws IOException {
    long bytes = Files.size(Fork.AGENT);

    assertTrue(bytes <= MOST_BYTES, bytes + " bytes");
  }

  /** Of the jar, and of the archive of libraries in it. */
  private static List<String> names() throws IOException {
    try (var jar = new JarFile(Fork.AGENT.toFile());
        var libraries = libraries(jar)) {
      var names = new ArrayList<String>();
      jar.stream().forEach(entry -> names.add(entry.getName()));
      for (var entry = libraries.getNextEntry(); entry != null; entry = libraries.getNextEntry()) {
        names.add(FOLDER + entry.getName());
      }
      return names;
    }
  }

  private static ZipInputStream libraries(JarFile jar) throws IOException {
    return new ZipInputStream(jar.getInputStream(jar.getEntry(LIBRARIES)));
  }
}
