package dev.cloudrunauth.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The libraries that fetch tokens: an archive inside the agent's jar, read in place.
 *
 * <p>The JVM reads the directory of a jar entry by entry before {@code main}. These are four of
 * five classes in it, and no application needs one of them before its first token. The archive is
 * an ordinary zip file, stored in the jar without being compressed once more, so that any of its
 * entries can be read by itself.
 *
 * <p>Immutable; any thread may ask.
 */
public final class Libraries implements Function<String, byte @Nullable []> {

  private static final String ARCHIVE = "cloud-run-auth/libraries.zip";

  /*
   * The fields that are read here, as PKWARE's APPNOTE.TXT numbers them: 4.3.16 for the end of the
   * directory, 4.3.12 for an entry of it, 4.3.7 for the header in front of the entry's bytes.
   */
  private static final int END_BYTES = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int DIRECTORY_SIZE_AT = 12;
  private static final int DIRECTORY_START_AT = 16;
  private static final int ENTRY_BYTES = 46;
  private static final int COMPRESSED_SIZE_AT = 20;
  private static final int SIZE_AT = 24;
  private static final int NAME_LENGTH_AT = 28;
  private static final int EXTRA_LENGTH_AT = 30;
  private static final int COMMENT_LENGTH_AT = 32;
  private static final int ENTRY_START_AT = 42;
  private static final int HEADER_BYTES = 30;
  private static final int HEADER_NAME_LENGTH_AT = 26;
  private static final int HEADER_EXTRA_LENGTH_AT = 28;

  private final JarFile jar;
  private final ZipEntry archive;
  private final ByteBuffer directory;

  /** Where in the directory an entry is. */
  private final Map<String, Integer> entries = new HashMap<>();

  /**
   * Reads the directory of the archive.
   *
   * @param jar the agent's jar
   * @throws IOException if it cannot be read
   */
  public Libraries(JarFile jar) throws IOException {
    this.jar = jar;
    archive = jar.getEntry(ARCHIVE);
    if (archive == null || archive.getMethod() != ZipEntry.STORED) {
      throw new ZipException("no " + ARCHIVE + " as it should be in " + jar.getName());
    }
    var end = numbers(read(archive.getSize() - END_BYTES, END_BYTES));
    if (end.getInt(0) != END_SIGNATURE) {
      throw new ZipException(ARCHIVE + " does not end with its directory");
    }
    var bytes = read(end.getInt(DIRECTORY_START_AT), end.getInt(DIRECTORY_SIZE_AT));
    directory = numbers(bytes);
    for (int at = 0; at < directory.limit(); ) {
      int nameLength = directory.getShort(at + NAME_LENGTH_AT);
      var name = new String(bytes, at + ENTRY_BYTES, nameLength, StandardCharsets.ISO_8859_1);
      entries.put(name, at);
      at +=
          ENTRY_BYTES
              + nameLength
              + directory.getShort(at + EXTRA_LENGTH_AT)
              + directory.getShort(at + COMMENT_LENGTH_AT);
    }
  }

  /**
   * The bytes of a class.
   *
   * @param name the name of its file
   * @return its class file, or {@code null} if the libraries have none of that name
   * @throws IllegalStateException if the jar has changed or is damaged
   */
  @Override
  public byte @Nullable [] apply(String name) {
    var at = entries.get(name);
    if (at == null) {
      return null;
    }
    try {
      return inflated(at);
    } catch (IOException | DataFormatException e) {
      throw new IllegalStateException("cannot read " + name + " of " + jar.getName(), e);
    }
  }

  private byte[] inflated(int at) throws IOException, DataFormatException {
    int start = directory.getInt(at + ENTRY_START_AT);
    var header = numbers(read(start, HEADER_BYTES));
    int begin =
        start
            + HEADER_BYTES
            + header.getShort(HEADER_NAME_LENGTH_AT)
            + header.getShort(HEADER_EXTRA_LENGTH_AT);
    var deflated = read(begin, directory.getInt(at + COMPRESSED_SIZE_AT));
    var bytes = new byte[directory.getInt(at + SIZE_AT)];
    var inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      if (inflater.inflate(bytes) != bytes.length) {
        throw new ZipException("less than its directory says");
      }
      return bytes;
    } finally {
      inflater.end();
    }
  }

  private byte[] read(long start, int length) throws IOException {
    try (InputStream in = jar.getInputStream(archive)) {
      long skipped = in.skip(start);
      var bytes = in.readNBytes(length);
      if (skipped != start || bytes.length != length) {
        throw new ZipException(ARCHIVE + " is cut off");
      }
      return bytes;
    }
  }

  private static ByteBuffer numbers(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
