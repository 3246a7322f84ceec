package dev.cloudrunauth.launch;

import dev.cloudrunauth.client.Clients;
import dev.cloudrunauth.instrumentation.Library;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * Logs of each client that is only detected, once, that the application uses it: its requests would
 * be refused, and nothing else would say why.
 *
 * <p>Any thread may add one, also in the middle of class loading, and waits for nobody.
 */
final class DetectedClients {

  private final Set<Library> seen = new LinkedHashSet<>();
  private boolean isActive;

  /** A class of a client was loaded. */
  void add(Library client) {
    if (isNewsOf(client)) {
      // Not here, in the middle of class loading, where a log line would have to load more.
      var thread = new Thread(new Line(client), "cloud-run-auth-report");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** The agent is active: logs those that were seen before, and from now on at once. */
  void log() {
    for (var client : activate()) {
      new Line(client).run();
    }
  }

  private synchronized boolean isNewsOf(Library client) {
    return seen.add(client) && isActive;
  }

  private synchronized List<Library> activate() {
    isActive = true;
    return List.copyOf(seen);
  }

  private static final class Line implements Runnable {

    private final Library client;

    Line(Library client) {
      this.client = client;
    }

    @Override
    public void run() {
      LoggerFactory.getLogger(DetectedClients.class)
          .info(
              "{} is in use, whose requests get no ID tokens from this agent: those to configured"
                  + " audiences have to go through one of {}{}",
              client.title(),
              wovenClients(),
              client.hint().isEmpty() ? "" : " " + client.hint());
    }

    private static String wovenClients() {
      var titles = new StringBuilder();
      for (var woven : Clients.woven()) {
        titles.append(titles.length() == 0 ? "" : ", ").append(woven.title());
      }
      return titles.toString();
    }
  }
}
