package dev.cloudrunauth.acceptance;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the <a href="https://cloud.google.com/sdk/gcloud/reference">reference of gcloud</a> says of
 * the commands that the guides name: the flags that they use, and those that people add.
 */
final class Gcloud {

  private static final Set<String> BINDING = Set.of("--member", "--role", "--region");

  private static final Map<String, Set<String>> FLAGS =
      Map.ofEntries(
          entry(
              "run deploy",
              Set.of("--source", "--image", "--region", "--service-account", "--set-env-vars")),
          entry("run services add-iam-policy-binding", BINDING),
          entry("run services list", Set.of("--filter", "--region")),
          entry(
              "iap web add-iam-policy-binding",
              Set.of("--member", "--role", "--resource-type", "--service")),
          entry("run services describe", Set.of("--region", "--format")),
          entry(
              "run services update",
              Set.of(
                  "--region",
                  "--add-custom-audiences",
                  "--add-volume",
                  "--add-volume-mount",
                  "--execution-environment",
                  "--ingress",
                  "--service-account",
                  "--update-env-vars",
                  "--update-secrets")),
          entry(
              "run jobs deploy",
              Set.of("--source", "--image", "--region", "--service-account", "--set-env-vars")),
          entry("run worker-pools deploy", Set.of()),
          entry("run jobs execute", Set.of("--region", "--wait")),
          entry("secrets create", Set.of("--data-file", "--replication-policy")),
          entry("storage cp", Set.of("--recursive")),
          entry("iam service-accounts add-iam-policy-binding", BINDING),
          entry(
              "iam workload-identity-pools create-cred-config",
              Set.of("--service-account", "--aws", "--azure", "--output-file")),
          entry(
              "auth application-default login",
              Set.of("--impersonate-service-account", "--no-launch-browser")));

  private Gcloud() {}

  /** What is wrong with a command, if anything is. */
  static Optional<String> mistake(List<String> words) {
    var line = String.join(" ", words.subList(1, words.size())) + " ";
    var known = FLAGS.keySet().stream().filter(each -> line.startsWith(each + " ")).findFirst();
    if (known.isEmpty()) {
      return Optional.of("no such command: gcloud " + line);
    }
    return words.stream()
        .filter(word -> word.startsWith("--"))
        .map(word -> word.replaceFirst("=.*", ""))
        .filter(flag -> !FLAGS.getOrDefault(known.get(), Set.of()).contains(flag))
        .findFirst()
        .map(flag -> "no such flag of gcloud " + known.get() + ": " + flag);
  }
}
