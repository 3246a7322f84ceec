package com.example.tenant;

import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** What a client logs of each head at its most talkative level. */
final class HeaderLog {

  /** The number of a connection, or of an exchange, and the time. */
  private static final Pattern PASSING =
      Pattern.compile("^\\S+-[0-9a-fx-]+ |(?<=Date: ).*", Pattern.CASE_INSENSITIVE);

  /** What every token begins with, and what the application sends itself does not. */
  static final String TOKEN = "earer eyJ";

  private static final String SENT = ">> ";

  /** Of a log that writes them as a table. */
  private static final int BYTES_OF_A_LINE = 16;

  /** Held, so that it is not collected together with its level. */
  private final Logger logger;

  HeaderLog(String name, Sightings sightings) {
    // What it says of each retry belongs to nobody here.
    Logger.getLogger("").setLevel(Level.WARNING);
    logger = Logger.getLogger(name);
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            sightings.add(
                "logged", PASSING.matcher(String.valueOf(line.getMessage())).replaceAll(""));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
  }

  /** Has a client log its bytes too, in which no token may be. */
  static Logger refuseTokens(String name) {
    var wire = Logger.getLogger(name);
    wire.setLevel(Level.ALL);
    wire.setUseParentHandlers(false);
    wire.addHandler(
        new Handler() {
          private final StringBuilder sent = new StringBuilder();

          @Override
          public synchronized void publish(LogRecord line) {
            var text = String.valueOf(line.getMessage());
            int at = text.indexOf(SENT);
            if (at >= 0) {
              int from = at + SENT.length();
              sent.append(text, from, Math.min(from + BYTES_OF_A_LINE, text.length()));
            }
            if (text.contains(TOKEN) || sent.indexOf(TOKEN) >= 0) {
              throw new IllegalStateException("the wire log shows a token");
            }
            sent.delete(0, Math.max(0, sent.length() - TOKEN.length()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
    return wire;
  }

  /** Has a log fail for each line that it must not have. */
  static void refuse(Logger log, Predicate<String> line) {
    log.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord logged) {
            if (line.test(String.valueOf(logged.getMessage()))) {
              throw new IllegalStateException(log.getName() + " shows what it must not");
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
  }

  /** Fails if nothing can have been logged: then nothing has been looked at. */
  void check() {
    if (!logger.isLoggable(Level.FINE)) {
      throw new IllegalStateException(logger.getName() + " is not listened to");
    }
  }
}
