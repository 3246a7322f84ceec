package dev.cloudrunauth.demo;

/** What a status means to the demo. */
enum Outcome {
  /** Cloud Run's answer to a request without a token: 403. */
  REFUSED,

  /** The service's own answer: 200. */
  ANSWERED,

  /** Anything else, an exception too. */
  FAILED;

  static Outcome of(String status) {
    return switch (status) {
      case "403" -> REFUSED;
      case "200" -> ANSWERED;
      default -> FAILED;
    };
  }
}
