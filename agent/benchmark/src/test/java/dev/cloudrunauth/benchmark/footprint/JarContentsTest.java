package dev.cloudrunauth.benchmark.footprint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JarContentsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "dev/cloudrunauth/Agent.class, the agent itself",
    "cloud-run-auth/dev/cloudrunauth/token/Flight.classdata, the agent itself",
    "cloud-run-auth/java/lang/CloudRunAuthHook.class, the agent itself",
    "cloud-run-auth/net/bytebuddy/jar/asm/Label.classdata, net.bytebuddy",
    "dev/cloudrunauth/lib/com/google/gson/Gson.class, com.google.gson",
    "META-INF/MANIFEST.MF, 'manifest, licence, services'",
    "THIRD-PARTY.txt, 'manifest, licence, services'"
  })
  void aFileBelongsToTheLibraryThatItsPackageNames(String name, String library) {
    assertEquals(library, JarContents.part(name));
  }

  @Test
  void whatIsInTheNestedArchiveCountsAsItself() throws IOException {
    var nested = new ByteArrayOutputStream();
    zip(nested, "dev/cloudrunauth/lib/com/google/gson/Gson.class", new byte[3_000]);
    var jar = folder.resolve("agent.jar");
    try (var out = Files.newOutputStream(jar)) {
      zip(out, "cloud-run-auth/libraries.zip", nested.toByteArray());
    }

    var parts = JarContents.of(jar);

    assertEquals(1, parts.size(), parts.toString());
    var gson = Objects.requireNonNull(parts.get("com.google.gson"));
    assertEquals(1, gson.entries());
    assertEquals(3_000, gson.unpacked());
  }

  private static void zip(OutputStream to, String name, byte[] content) throws IOException {
    try (var zip = new ZipOutputStream(to, StandardCharsets.UTF_8)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
  }
}
