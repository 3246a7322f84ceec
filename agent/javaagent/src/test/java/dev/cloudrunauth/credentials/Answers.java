package dev.cloudrunauth.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** What token sources answer, byte by byte. */
final class Answers {

  private Answers() {}

  static String ok(String body) {
    return answer("200 OK", body);
  }

  static String answer(String status, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\nMetadata-Flavor: Google\r\nContent-Length: "
        + body.getBytes(UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  /** An error as Google's APIs tell it. */
  static String error(int status, String message) {
    return answer(
        status + " Error",
        "{\"error\": {\"code\": %d, \"message\": \"%s\"}}".formatted(status, message));
  }

  /** OAuth's answer to a refresh token or a signed claim, and the metadata server's. */
  static String accessToken(String name) {
    return ok(
        "{\"access_token\": \"ya29.%s\", \"expires_in\": 3599, \"token_type\": \"Bearer\"}"
            .formatted(name));
  }

  /** The Security Token Service's answer. */
  static String federatedToken(String name) {
    return ok(
        """
        {"access_token": "ya29.%s", "expires_in": 3599, "token_type": "Bearer",
         "issued_token_type": "urn:ietf:params:oauth:token-type:access_token"}
        """
            .formatted(name));
  }

  /** The IAM Credentials API's answer to generateAccessToken. */
  static String impersonatedAccessToken(String name) {
    return ok(
        "{\"accessToken\": \"ya29.%s\", \"expireTime\": \"2100-01-01T00:00:00Z\"}".formatted(name));
  }

  /** The IAM Credentials API's answer to generateIdToken. */
  static String idToken(String principal) {
    return ok("{\"token\": \"%s\"}".formatted(jwtOf(principal)));
  }

  static String jwtOf(String principal) {
    return jwt(
        """
        {"aud": "https://orders.example.com", "exp": 1700003600, "iat": 1700000000, "email": "%s"}
        """
            .formatted(principal));
  }

  static String jwt(String claims) {
    return base64("{\"alg\":\"RS256\"}") + "." + base64(claims) + "." + base64("signature");
  }

  static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
