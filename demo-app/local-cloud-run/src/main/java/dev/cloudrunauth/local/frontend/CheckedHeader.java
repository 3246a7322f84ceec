package dev.cloudrunauth.local.frontend;

import dev.cloudrunauth.local.http.Headers;
import java.util.List;
import java.util.Optional;

/**
 * The one header in which Cloud Run looks for a token.
 *
 * @param name {@code X-Serverless-Authorization} if the request has it, else {@code Authorization}
 * @param token what stands behind {@code Bearer}; the empty string if the header is malformed
 */
record CheckedHeader(String name, String token) {

  private static final List<String> NAMES = List.of("X-Serverless-Authorization", "Authorization");
  private static final String SCHEME = "Bearer ";

  /** Finds it; empty if the request has neither. */
  static Optional<CheckedHeader> in(Headers headers) {
    return NAMES.stream()
        .filter(headers::has)
        .findFirst()
        .map(name -> new CheckedHeader(name, bearer(headers.all(name))));
  }

  /** Returns the headers as the service may see them: with a token that nobody can use again. */
  Headers withoutSignature(Headers headers) {
    String unusable =
        token.substring(0, token.lastIndexOf('.') + 1) + "SIGNATURE_REMOVED_BY_GOOGLE";
    return headers.replacing(name, SCHEME + unusable);
  }

  private static String bearer(List<String> values) {
    String value = values.get(0);
    boolean wellFormed =
        values.size() == 1 && value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return wellFormed ? value.substring(SCHEME.length()).trim() : "";
  }

  @Override
  public String toString() {
    return name;
  }
}
