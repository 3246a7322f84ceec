package dev.cloudrunauth.local.metadata;

import java.util.Map;

/** The machine and the project in which the application believes it runs. */
final class Instance {

  static final String PROJECT = "demo-project";
  static final String PROJECT_NUMBER = "123456789012";
  static final String REGION = "us-central1";
  static final String ID = "4520031799277581759";

  /** What {@code format=full} adds to a token. */
  static final Map<String, Object> CLAIMS =
      Map.of(
          "instance_id",
          ID,
          "instance_name",
          "local-cloud-run",
          "project_id",
          PROJECT,
          "project_number",
          Long.parseLong(PROJECT_NUMBER),
          "zone",
          REGION + "-1");

  private Instance() {}
}
