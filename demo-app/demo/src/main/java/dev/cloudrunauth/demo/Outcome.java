package dev.cloudrunauth.demo;

/** What a status means to the demo. */
enum Outcome {
  /** Cloud Run's answer to a request without a token: 403. */
  REFUSED,

  /** The service's own answer: 200, or 201 for a new order. */
  ANSWERED,

  /** Anything else, an exception too. */
  FAILED;

  static Outcome of(String status) {
    return switch (status) {
      case "403" -> REFUSED;
      case "200", "201" -> ANSWERED;
      default -> FAILED;
    };
  }
}
