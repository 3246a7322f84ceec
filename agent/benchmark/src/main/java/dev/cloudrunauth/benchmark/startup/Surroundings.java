package dev.cloudrunauth.benchmark.startup;

import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A private service and a public site, and how JVMs reach them. */
record Surroundings(LocalCloudRun cloudRun) implements AutoCloseable {

  private static final String SERVICE = "https://orders-4fjx2k-uc.a.run.app";
  private static final String PUBLIC_HOST = "www.example.com";

  static Surroundings start() {
    return new Surroundings(
        LocalCloudRun.builder()
            .service(PrivateService.at(SERVICE))
            .publicSite(PUBLIC_HOST)
            .start());
  }

  /** The origin of the private service, which is the one audience that is configured. */
  String audience() {
    return SERVICE + ":" + cloudRun.httpsPort();
  }

  String privateUrl() {
    return audience() + "/";
  }

  String publicUrl() {
    return "https://" + PUBLIC_HOST + ":" + cloudRun.httpsPort() + "/";
  }

  /** Runs a program under an agent. */
  TimedJvm run(Jdk jdk, Contestant contestant, Program program, String... moreFlags)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk.launcher().toString());
    command.addAll(List.of(moreFlags));
    command.addAll(contestant.flags());
    command.addAll(cloudRun.hostsFileFlags());
    command.add("-cp");
    command.add(program.classPath());
    command.addAll(program.command());
    return run(command, contestant.isOurs() ? program.expectedOfOurs() : program.expected());
  }

  /** Runs a command, and forgets what it has asked the servers. */
  TimedJvm run(List<String> command, String expected) throws IOException {
    try {
      return TimedJvm.run(command, cloudRun, expected);
    } finally {
      cloudRun.clear();
    }
  }

  @Override
  public void close() {
    cloudRun.close();
  }
}
