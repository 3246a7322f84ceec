package dev.cloudrunauth.demo;

/** What a status means to the demo. */
enum Outcome {
  /** Cloud Run's answer to a request without a token: 403, which gRPC has a name for. */
  REFUSED,

  /** The service's own answer: 200, over gRPC {@code OK}. */
  ANSWERED,

  /** Anything else, an exception too. */
  FAILED;

  static Outcome of(String status) {
    return switch (status) {
      case "403", "PERMISSION_DENIED" -> REFUSED;
      case "200", "OK" -> ANSWERED;
      default -> FAILED;
    };
  }
}
