package dev.cloudrunauth.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The content of a message. Immutable, so any thread may share it. */
public final class Body {

  /** A body of no bytes. */
  public static final Body EMPTY = new Body(new byte[0]);

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns a body with a copy of these bytes. */
  public static Body of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Body(bytes.clone());
  }

  /** Returns this text in UTF-8. */
  public static Body of(String text) {
    return new Body(text.getBytes(UTF_8));
  }

  /** Returns this value (a map, a list, a record, a {@link JsonElement}) as JSON in UTF-8. */
  public static Body json(Object value) {
    return of(GSON.toJson(value));
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the bytes read as UTF-8. */
  public String text() {
    return new String(bytes, UTF_8);
  }

  /**
   * Returns the bytes read as JSON.
   *
   * @throws JsonParseException if they are not JSON
   */
  public JsonElement json() {
    return JsonParser.parseString(text());
  }

  /**
   * Returns the bytes read as JSON into a record or another class.
   *
   * @throws JsonParseException if they are not JSON, or not of that form
   */
  public <T> T json(Class<T> type) {
    T value = GSON.fromJson(text(), type);
    if (value == null) {
      throw new JsonParseException("there is nothing to read");
    }
    return value;
  }

  /** Returns how many bytes there are. */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Body body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Says how long the body is, not what is in it: it may hold a token. */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
