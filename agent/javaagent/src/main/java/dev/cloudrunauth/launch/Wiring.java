package dev.cloudrunauth.launch;

import dev.cloudrunauth.weave.TrainingRun;
import dev.cloudrunauth.weave.Weaver;
import java.lang.instrument.Instrumentation;

/** The parts of the agent that are there before the configuration is read. Immutable. */
final class Wiring {

  final DetectedClients detectedClients = new DetectedClients();
  final Weaver weaver;
  final Configuring configuring;

  Wiring(Instrumentation instrumentation, FirstUse firstUse) {
    var policies = new Policies();
    weaver =
        new Weaver(
            new Hook(instrumentation, policies),
            new TrainingRun(new AotRecording(instrumentation)),
            new WeaveReports());
    configuring = new Configuring(policies, weaver, detectedClients, firstUse);
  }
}
