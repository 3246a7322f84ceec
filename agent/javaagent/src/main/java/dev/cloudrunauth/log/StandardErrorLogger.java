package dev.cloudrunauth.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One line, or one JSON object, on standard error for each event. Threads may share it. */
final class StandardErrorLogger extends LegacyAbstractLogger {

  StandardErrorLogger(String name) {
    this.name = name;
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    var text = MessageFormatter.basicArrayFormat(message, arguments);
    // One call for each event: lines of several threads must not mix.
    System.err.println(LogOutput.format().render(level, name, text, thrown));
  }

  @Override
  public boolean isTraceEnabled() {
    return LogOutput.isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return LogOutput.isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return LogOutput.isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return LogOutput.isEnabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return LogOutput.isEnabled(Level.ERROR);
  }
}
