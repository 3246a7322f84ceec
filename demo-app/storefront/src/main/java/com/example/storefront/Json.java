package com.example.storefront;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;

/** JSON as the services speak it. */
final class Json {

  private static final Gson GSON = new Gson();

  private Json() {}

  static String write(Object value) {
    return GSON.toJson(value);
  }

  /**
   * Reads a JSON text.
   *
   * @throws IOException if the text is empty, is not JSON, or does not fit the type
   */
  static <T> T read(String json, Class<T> type) throws IOException {
    try {
      return read(JsonParser.parseString(json), type);
    } catch (JsonParseException e) {
      throw new IOException("not the JSON that was expected: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a part of a JSON text.
   *
   * @throws IOException if it is null or does not fit the type
   */
  static <T> T read(JsonElement json, Class<T> type) throws IOException {
    try {
      T value = GSON.fromJson(json, type);
      if (value == null) {
        throw new IOException("empty JSON");
      }
      return value;
    } catch (JsonParseException e) {
      throw new IOException("not the JSON that was expected: " + e.getMessage(), e);
    }
  }
}
