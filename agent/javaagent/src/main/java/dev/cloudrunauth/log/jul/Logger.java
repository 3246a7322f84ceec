package dev.cloudrunauth.log.jul;

import org.jspecify.annotations.Nullable;

/**
 * A logger that is silent. It has the methods of {@code java.util.logging.Logger} that libraries in
 * the agent call, and no others: a test compares the two.
 */
public final class Logger {

  private static final Logger SILENT = new Logger();

  private Logger() {}

  /** The one logger. */
  public static Logger getLogger(String name) {
    return SILENT;
  }

  /** Always false. */
  public boolean isLoggable(Level level) {
    return false;
  }

  /** Does nothing. */
  public void log(Level level, String message) {}

  /** Does nothing. */
  public void log(Level level, String message, @Nullable Object parameter) {}

  /** Does nothing. */
  public void log(Level level, String message, Object @Nullable [] parameters) {}

  /** Does nothing. */
  public void log(Level level, String message, @Nullable Throwable thrown) {}

  /** Does nothing. */
  public void severe(String message) {}

  /** Does nothing. */
  public void warning(String message) {}

  /** Does nothing. */
  public void info(String message) {}

  /** Does nothing. */
  public void config(String message) {}

  /** Does nothing. */
  public void fine(String message) {}
}
