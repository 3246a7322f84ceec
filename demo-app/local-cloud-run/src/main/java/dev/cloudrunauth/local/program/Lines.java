package dev.cloudrunauth.local.program;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.PlayedFault;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.List;
import java.util.stream.Collectors;

/** What the program prints. */
final class Lines {

  private Lines() {}

  /** How to start an application, ready to be copied into a shell. */
  static String instructions(LocalCloudRun cloudRun, List<PrivateService> services) {
    return """
        Private services:
        %s
        Run any application against them with this environment variable and these JVM flags:

        %s java \\
        %s  -jar app.jar

        Requests, until Ctrl-C:
        """
        .formatted(
            services.stream()
                .flatMap(service -> service.hosts().stream())
                .map(host -> "  https://" + host + "\n")
                .collect(Collectors.joining()),
            cloudRun.environment().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .collect(Collectors.joining(" ")),
            cloudRun.jvmFlags().stream()
                .map(flag -> "  " + flag + " \\\n")
                .collect(Collectors.joining()))
        .stripTrailing();
  }

  /**
   * Service, method, path, status, and who called or why not: never a query, it may hold secrets.
   */
  static String of(ReceivedRequest request) {
    return "%-10s %-6s %-30s %d  %s"
        .formatted(
            request.service(),
            request.method(),
            request.request().path(),
            request.status(),
            request.refusal().or(request::principal).orElse("anybody"));
  }

  /** Server, what it was asked, and how it failed. */
  static String of(PlayedFault fault) {
    return "%-10s fault: %s  %s".formatted(fault.server(), fault.fault(), fault.request());
  }
}
