package dev.cloudrunauth.config;

/** Whether the agent is on. */
public enum Enabled {
  /** On when Google credentials can be found. */
  AUTO,
  /** On. */
  TRUE,
  /** Off: the kill switch. The other keys are then ignored. */
  FALSE
}
