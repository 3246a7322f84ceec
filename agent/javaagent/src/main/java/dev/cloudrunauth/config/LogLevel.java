package dev.cloudrunauth.config;

/** Which log lines are written; each level includes those before it. */
public enum LogLevel {
  /** Nothing. */
  OFF,
  /** What requires action. */
  ERROR,
  /** What may require action. */
  WARN,
  /** The start report and other rare events. */
  INFO,
  /** Decisions. */
  DEBUG,
  /** Every request. */
  TRACE
}
