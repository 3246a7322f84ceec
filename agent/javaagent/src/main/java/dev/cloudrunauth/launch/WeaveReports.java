package dev.cloudrunauth.launch;

import dev.cloudrunauth.weave.Weaver;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Logs what could not be woven, on a thread of its own: the weaver speaks in the middle of class
 * loading, where no other class should have to be loaded for the sake of a log line.
 */
final class WeaveReports implements Weaver.Reports {

  @Override
  public void notWoven(String sentence, @Nullable Throwable cause) {
    var thread = new Thread(new Line(sentence, cause), "cloud-run-auth-report");
    thread.setDaemon(true);
    thread.start();
  }

  private static final class Line implements Runnable {

    private final String sentence;
    private final @Nullable Throwable cause;

    Line(String sentence, @Nullable Throwable cause) {
      this.sentence = sentence;
      this.cause = cause;
    }

    @Override
    public void run() {
      LoggerFactory.getLogger(WeaveReports.class).warn(sentence, cause);
    }
  }
}
