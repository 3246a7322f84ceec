package dev.cloudrunauth.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** How much is logged, and in which form. Set once, when the configuration is read. */
public final class LogOutput {

  private static volatile @Nullable Level least = Level.INFO;
  private static volatile LogFormat format = LogFormat.TEXT;

  private LogOutput() {}

  /**
   * Sets level and form for the whole agent.
   *
   * @param leastLevel the least severe level that is logged; {@code null} for nothing at all
   * @param logFormat the form of a line
   */
  public static void set(@Nullable Level leastLevel, LogFormat logFormat) {
    least = leastLevel;
    format = logFormat;
  }

  static boolean isEnabled(Level level) {
    var limit = least;
    return limit != null && level.toInt() >= limit.toInt();
  }

  static LogFormat format() {
    return format;
  }
}
