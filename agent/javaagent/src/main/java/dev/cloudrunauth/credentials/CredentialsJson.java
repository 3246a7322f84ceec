package dev.cloudrunauth.credentials;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.Data;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JSON of a credentials file. Messages say where it is broken and show nothing of it. */
final class CredentialsJson {

  private static final int MAX_BYTES = 1 << 20;

  private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");

  private final File file;
  private final String whose;

  /**
   * JSON that has not been read.
   *
   * @param file where it is
   * @param whose who says so, for a message
   */
  CredentialsJson(File file, String whose) {
    this.file = file;
    this.whose = whose;
  }

  /**
   * Reads it.
   *
   * @throws TokenSourceException if there is no such file, or no JSON object in it
   */
  GenericJson read() throws TokenSourceException {
    var deadline = Deadline.current();
    // A file on a disk that is stuck, or a pipe that nobody writes to.
    deadline.begin("the credentials in " + file + ", which " + whose + ", cannot be read in time");
    // Buffered, as FileInputStream would seek in a pipe to read so many bytes.
    try (var in = new BufferedInputStream(new FileInputStream(file))) {
      var bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw unreadable("it is larger than 1 MiB");
      }
      var json =
          GsonFactory.getDefaultInstance()
              .createJsonParser(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)
              .parseAndClose(GenericJson.class);
      if (json != null) {
        return json;
      }
      throw unreadable("it is empty");
    } catch (TokenSourceException alreadyClear) {
      throw alreadyClear;
    } catch (FileNotFoundException cannotBeOpened) {
      throw unreadable(
          file.exists() ? "it is no file that this process may read" : "there is no such file");
    } catch (IOException | RuntimeException notJson) {
      throw unreadable("it is not a JSON object" + place(notJson.getMessage()));
    } finally {
      deadline.begin(null);
    }
  }

  /** The text of a key that has to be there. */
  String text(GenericJson json, String key) throws TokenSourceException {
    var value = json.get(key);
    if (value instanceof String) {
      return (String) value;
    }
    throw unreadable(
        value == null || Data.isNull(value)
            ? "it has no \"" + key + "\""
            : "its \"" + key + "\" is not a string");
  }

  /** The rest of the parser's message can quote the file. */
  private static String place(@Nullable String message) {
    var place = PLACE.matcher(message == null ? "" : message);
    return place.find() ? " at line " + place.group(1) + ", column " + place.group(2) : "";
  }

  /** Why the file is of no use; trying again would not help. */
  TokenSourceException unreadable(String why) {
    return new TokenSourceException(
        "the credentials in " + file + ", which " + whose + ", cannot be read: " + why,
        false,
        0,
        null);
  }
}
