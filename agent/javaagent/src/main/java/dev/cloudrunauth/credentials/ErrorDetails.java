package dev.cloudrunauth.credentials;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a refusal of one of Google's APIs says: a message, and in an {@code ErrorInfo} the reason
 * (google.aip.dev/193). Immutable.
 */
final class ErrorDetails {

  private static final ErrorDetails NONE = new ErrorDetails(null, "", Map.of());

  private final @Nullable String message;
  private final String reason;
  private final Map<?, ?> metadata;

  private ErrorDetails(@Nullable String message, String reason, Map<?, ?> metadata) {
    this.message = message;
    this.reason = reason;
    this.metadata = metadata;
  }

  /**
   * Reads them.
   *
   * @param body the body of an answer, which may be anything
   */
  static ErrorDetails in(@Nullable String body) {
    if (body == null) {
      return NONE;
    }
    GenericJson json;
    try {
      json =
          GsonFactory.getDefaultInstance().createJsonParser(body).parseAndClose(GenericJson.class);
    } catch (IOException | RuntimeException notJson) {
      return NONE;
    }
    var error = json.get("error");
    return error instanceof Map
        ? of((Map<?, ?>) error)
        : new ErrorDetails(ofOAuth(error, json.get("error_description")), "", Map.of());
  }

  private static ErrorDetails of(Map<?, ?> error) {
    var message = text(error, "message");
    var details = error.get("details");
    if (details instanceof List) {
      for (var detail : (List<?>) details) {
        var reason = detail instanceof Map ? text((Map<?, ?>) detail, "reason") : null;
        if (reason != null) {
          var metadata = ((Map<?, ?>) detail).get("metadata");
          return new ErrorDetails(
              message, reason, metadata instanceof Map ? (Map<?, ?>) metadata : Map.of());
        }
      }
    }
    return new ErrorDetails(message, "", Map.of());
  }

  /** OAuth endpoints answer with an error and its description (RFC 6749, section 5.2). */
  private static @Nullable String ofOAuth(@Nullable Object error, @Nullable Object description) {
    if (!(error instanceof String)) {
      return null;
    }
    return description instanceof String ? error + ": " + description : (String) error;
  }

  private static @Nullable String text(Map<?, ?> of, String name) {
    var value = of.get(name);
    return value instanceof String ? (String) value : null;
  }

  /** The message, or {@code null} if there is none. */
  @Nullable String message() {
    return message;
  }

  /** Whether the reason is one, or else the message has a text that only such a refusal has. */
  boolean says(String reason, String inMessage) {
    return this.reason.equals(reason) || (message != null && message.contains(inMessage));
  }

  /** What more is said by a name, or the placeholder. */
  String metadata(String name, String placeholder) {
    var value = text(metadata, name);
    return value == null ? placeholder : value;
  }
}
