package dev.cloudrunauth.credentials;

import java.util.Map;

/** The environment variables by which Cloud Run says that it runs a container. */
public final class CloudRunEnvironment {

  /** One for services, jobs and worker pools each: a container has one of them. */
  private static final String[] NAMES = {"K_SERVICE", "CLOUD_RUN_JOB", "CLOUD_RUN_WORKER_POOL"};

  private CloudRunEnvironment() {}

  /** Whether these are variables of a container on Cloud Run. A blank one counts as unset. */
  public static boolean isIn(Map<String, String> variables) {
    for (var name : NAMES) {
      if (!variables.getOrDefault(name, "").isBlank()) {
        return true;
      }
    }
    return false;
  }
}
