package dev.cloudrunauth.config;

/** How log lines look. */
public enum LogFormat {
  /** JSON on Cloud Run, text elsewhere. */
  AUTO,
  /** Lines for people. */
  TEXT,
  /** One JSON object per line, as Cloud Logging reads them. */
  JSON
}
