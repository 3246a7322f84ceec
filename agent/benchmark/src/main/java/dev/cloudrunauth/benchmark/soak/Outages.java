package dev.cloudrunauth.benchmark.soak;

import dev.cloudrunauth.benchmark.Results;
import dev.cloudrunauth.local.LocalCloudRun;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Plays one episode after the other, on a thread of its own, until it is ended. */
final class Outages {

  /** How often a hang is told how long it still lasts. */
  private static final long STEP_MILLIS = 20;

  private final LocalCloudRun cloudRun;
  private final Story story;
  private final Results record = new Results("began", "trouble", "ms");
  private final Map<Trouble, Integer> played = new EnumMap<>(Trouble.class);
  private final Thread thread = new Thread(this::play, "outages");

  private Outages(LocalCloudRun cloudRun, long seed) {
    this.cloudRun = cloudRun;
    story = new Story(seed);
  }

  static Outages begin(LocalCloudRun cloudRun, long seed) {
    var outages = new Outages(cloudRun, seed);
    outages.thread.setDaemon(true);
    outages.thread.start();
    return outages;
  }

  /** How many episodes of each kind there were, after the end. */
  Map<Trouble, Integer> played() {
    return played;
  }

  /** When each episode began and how long it took, after the end. */
  Results record() {
    return record;
  }

  private void play() {
    try {
      while (true) {
        var episode = story.next();
        Thread.sleep(episode.healthyMillis());
        record.add(
            Instant.now().toString(),
            episode.trouble().toString(),
            String.valueOf(episode.troubleMillis()));
        played.merge(episode.trouble(), 1, Integer::sum);
        play(episode);
      }
    } catch (InterruptedException ended) {
      cloudRun.metadataServer().recover();
    }
  }

  private void play(Episode episode) throws InterruptedException {
    long end = System.nanoTime() + episode.troubleMillis() * 1_000_000L;
    for (long left = episode.troubleMillis(); left > 0; ) {
      cloudRun.metadataServer().misbehave(episode.trouble().fault(cloudRun, left));
      Thread.sleep(Math.min(left, STEP_MILLIS));
      left = (end - System.nanoTime()) / 1_000_000;
    }
    cloudRun.metadataServer().recover();
  }

  /** Stops, wherever it is. */
  void end() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
