package dev.cloudrunauth.launch;

import java.util.EnumSet;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * Says of each client that the agent does not weave, once, that the application uses it: its
 * requests would be refused, and nothing else would tell why.
 *
 * <p>Any thread may tell of a class, also in the middle of class loading: it waits for nobody.
 */
final class UnwovenClients {

  private final Set<UnwovenClient> seen = EnumSet.noneOf(UnwovenClient.class);
  private boolean active;

  /**
   * A class was loaded.
   *
   * @param internalName its name, with slashes
   */
  void loaded(String internalName) {
    var client = UnwovenClient.of(internalName);
    if (client != null && isNewsOf(client)) {
      // Not here, in the middle of class loading, where a log line would have to load more.
      var thread = new Thread(new Line(client), "cloud-run-auth-report");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** The agent is active: tells of those that were seen before, and from now on at once. */
  void tell() {
    for (var client : activate()) {
      new Line(client).run();
    }
  }

  private synchronized boolean isNewsOf(UnwovenClient client) {
    return seen.add(client) && active;
  }

  private synchronized Set<UnwovenClient> activate() {
    active = true;
    return EnumSet.copyOf(seen);
  }

  private static final class Line implements Runnable {

    private final UnwovenClient client;

    Line(UnwovenClient client) {
      this.client = client;
    }

    @Override
    public void run() {
      LoggerFactory.getLogger(UnwovenClients.class)
          .info(
              "{} is in use, whose requests get no ID tokens from this agent: those to configured"
                  + " audiences have to go through java.net.http.HttpClient or OkHttp{}",
              client.title,
              client.hint.isEmpty() ? "" : " " + client.hint);
    }
  }
}
