package dev.cloudrunauth.benchmark.contract;

import dev.cloudrunauth.benchmark.Application;
import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.local.LocalCloudRun;
import java.io.IOException;

/** How the application comes by its tokens. */
enum Contestant {
  BY_HAND("google-auth by hand") {
    @Override
    Application start(Jdk jdk, LocalCloudRun cloudRun) throws IOException {
      return Application.withGoogleAuth(
          jdk, cloudRun, "by-hand", "ByHand", Situation.service(cloudRun));
    }
  },

  AGENT("with the agent") {
    @Override
    Application start(Jdk jdk, LocalCloudRun cloudRun) throws IOException {
      // A wildcard: nothing can be fetched for it before the first call.
      String audience = "https://*.a.run.app:" + cloudRun.httpsPort();
      return Application.withAgent(jdk, cloudRun, audience, "agent", "Unaware");
    }
  };

  private final String words;

  Contestant(String words) {
    this.words = words;
  }

  /** Starts the application against a stand-in of its own. */
  abstract Application start(Jdk jdk, LocalCloudRun cloudRun) throws IOException;

  @Override
  public String toString() {
    return words;
  }
}
