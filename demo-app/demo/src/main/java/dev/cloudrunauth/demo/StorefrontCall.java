package dev.cloudrunauth.demo;

import java.util.Arrays;
import java.util.Optional;

/**
 * One call, as the storefront reports it.
 *
 * @param service the service that was called, for example {@code orders}
 * @param request method and path
 * @param client the method of the HTTP library and the protocol that was spoken
 * @param status the HTTP status, or that of gRPC, or the exception that came in its place
 * @param caller who the service said the caller was, or {@code -}
 */
record StorefrontCall(String service, String request, String client, String status, String caller) {

  /** Reads a line of the storefront's output; empty if it does not tell of a call. */
  static Optional<StorefrontCall> read(String line) {
    String[] columns = Arrays.stream(line.split("\t")).map(String::strip).toArray(String[]::new);
    return columns.length == 5
        ? Optional.of(
            new StorefrontCall(columns[0], columns[1], columns[2], columns[3], columns[4]))
        : Optional.empty();
  }

  Outcome outcome() {
    return Outcome.of(status);
  }
}
