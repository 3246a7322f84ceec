package dev.cloudrunauth.config;

/** The format of log lines. */
public enum LogFormat {
  /** JSON on Cloud Run, text elsewhere. */
  AUTO,
  /** Lines for people. */
  TEXT,
  /** One JSON object per line, as Cloud Logging reads them. */
  JSON
}
