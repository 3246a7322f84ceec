package dev.cloudrunauth.config;

/** The header that carries the token. */
public enum Header {
  /** {@code Authorization} when the request has none, else {@code X-Serverless-Authorization}. */
  AUTO,
  /** {@code Authorization}. */
  AUTHORIZATION,
  /** {@code X-Serverless-Authorization}. */
  X_SERVERLESS_AUTHORIZATION
}
