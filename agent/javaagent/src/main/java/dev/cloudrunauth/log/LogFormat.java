package dev.cloudrunauth.log;

import dev.cloudrunauth.text.Printable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** The form of a log line. */
public enum LogFormat {
  /** For people: {@code cloud-run-auth: WARN message}, and the stack of what was thrown. */
  TEXT {
    @Override
    String render(Level level, String logger, String message, @Nullable Throwable thrown) {
      var line = new StringBuilder("cloud-run-auth: ");
      if (level != Level.INFO) {
        line.append(level).append(' ');
      }
      line.append(Printable.lines(message));
      if (thrown != null) {
        line.append(System.lineSeparator()).append(StackText.of(thrown));
      }
      return line.toString();
    }
  },

  /**
   * For Cloud Logging: one JSON object, with the fields of its structured logging. Error Reporting
   * finds a stack in {@code stack_trace}, and an error that has none by its type. There is no trace
   * in it: what the agent logs is about an audience and not about one of its requests.
   */
  JSON {
    @Override
    String render(Level level, String logger, String message, @Nullable Throwable thrown) {
      var json = new StringBuilder("{");
      field(json, "severity", severity(level)).append(',');
      field(json, "time", Instant.now().toString()).append(',');
      field(json, "message", message).append(',');
      json.append("\"logging.googleapis.com/labels\":{");
      field(json, "agent", "cloud-run-auth").append(',');
      field(json, "logger", logger).append('}');
      if (thrown != null) {
        field(json.append(','), "stack_trace", StackText.of(thrown));
      } else if (level == Level.ERROR) {
        field(json.append(','), "@type", ERROR_EVENT);
      }
      return json.append('}').toString();
    }
  };

  /** <a href="https://cloud.google.com/error-reporting/docs/formatting-error-messages">Why</a>. */
  private static final String ERROR_EVENT =
      "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent";

  abstract String render(Level level, String logger, String message, @Nullable Throwable thrown);

  private static String severity(Level level) {
    switch (level) {
      case ERROR:
        return "ERROR";
      case WARN:
        return "WARNING";
      case INFO:
        return "INFO";
      default:
        return "DEBUG";
    }
  }

  private static StringBuilder field(StringBuilder json, String name, String value) {
    return JsonText.quote(JsonText.quote(json, name).append(':'), value);
  }
}
