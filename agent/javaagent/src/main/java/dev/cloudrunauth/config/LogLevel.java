package dev.cloudrunauth.config;

/** How much the agent logs; each level includes those before it. */
public enum LogLevel {
  /** Nothing. */
  OFF,
  /** What needs somebody to act. */
  ERROR,
  /** What may need that. */
  WARN,
  /** The start-up report and the like. */
  INFO,
  /** Decisions. */
  DEBUG,
  /** Every request. */
  TRACE
}
