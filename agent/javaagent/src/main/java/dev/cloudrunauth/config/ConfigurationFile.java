package dev.cloudrunauth.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the configuration file and reads its text. For one thread. */
final class ConfigurationFile {
  static final String DEFAULT_PATH = "config/cloud-run-auth.yaml";
  static final String SHORT_DEFAULT_PATH = "cloud-run-auth.yaml";
  private static final String[] DEFAULT_PATHS = {DEFAULT_PATH, SHORT_DEFAULT_PATH};
  static final int MAX_BYTES = 1 << 20;
  private static final int CHUNK = 1 << 13;

  /** The name as it was written, for messages. */
  final String path;

  private final File file;

  /** Where the name is written. */
  private final Place namedAt;

  private byte @Nullable [] content;

  private ConfigurationFile(String path, File workingDirectory, Place namedAt) {
    File named = new File(path);
    this.path = path;
    this.file = named.isAbsolute() ? named : new File(workingDirectory, path);
    this.namedAt = namedAt;
  }

  /** The named file, whether it exists or not, or the first default that exists. */
  static @Nullable ConfigurationFile find(@Nullable ConfiguredValue named, File workingDirectory) {
    if (named != null) {
      return new ConfigurationFile(named.text, workingDirectory, named.place);
    }
    for (String path : DEFAULT_PATHS) {
      var file = new ConfigurationFile(path, workingDirectory, Place.file(path));
      if (file.file.exists()) {
        return file;
      }
    }
    return null;
  }

  /** A default file that is in its directory although it does not seem to exist. */
  static @Nullable ConfigurationFile findHidden(File workingDirectory) {
    for (String path : DEFAULT_PATHS) {
      var file = new ConfigurationFile(path, workingDirectory, Place.file(path));
      if (UnreadableFile.isHidden(file.file)) {
        return file;
      }
    }
    return null;
  }

  /** Reads the content, only once, because a pipe cannot be read again. */
  void load(Problems problems) {
    if (file.isDirectory()) {
      problems.add(namedAt, Quoted.of(path) + " is a directory", "Name the file in it");
      return;
    }
    try (InputStream in = new FileInputStream(file)) {
      content = bytes(in);
    } catch (IOException e) {
      UnreadableFile.report(path, file, namedAt, e, problems);
    }
  }

  /**
   * Reads at least one byte more than allowed from a file that is too large. Not by {@code
   * readNBytes}, which in Java 17 to 23 asks for the position first, and a pipe has none
   * (JDK-8341666).
   */
  private static byte[] bytes(InputStream in) throws IOException {
    var bytes = new byte[CHUNK];
    int length = 0;
    int read = in.read(bytes, 0, bytes.length);
    while (read >= 0 && length <= MAX_BYTES) {
      length += read;
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
      read = in.read(bytes, length, bytes.length - length);
    }
    return Arrays.copyOf(bytes, length);
  }

  /** The text, or {@code null} when there is a problem. */
  @Nullable String text(Problems problems) {
    var bytes = content;
    if (bytes == null) {
      return null;
    }
    if (bytes.length > MAX_BYTES) {
      problems.add(Place.file(path), "the file is larger than 1 MiB", "Name a configuration file");
      return null;
    }
    return decode(bytes, problems);
  }

  /** Whether the file counts as strict if it cannot be parsed. */
  boolean isStrictMentioned() {
    var bytes = content;
    return bytes != null && Strictness.isMentioned(new String(bytes, StandardCharsets.UTF_8));
  }

  private @Nullable String decode(byte[] bytes, Problems problems) {
    // Malformed bytes are reported by default, not replaced.
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    boolean malformed = decoder.decode(ByteBuffer.wrap(bytes), chars, true).isError();
    String text = chars.flip().toString();
    if (malformed) {
      problems.add(
          Place.inText(path, text, text.length()),
          "the file is not UTF-8 from here on",
          "Save it as UTF-8");
      return null;
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}
