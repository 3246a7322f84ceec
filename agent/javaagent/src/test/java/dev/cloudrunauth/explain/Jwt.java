package dev.cloudrunauth.explain;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Makes tokens as far as an explanation looks at them; nobody has signed them. */
final class Jwt {

  static final String GOOGLE = "https://accounts.google.com";
  static final String EMAIL = "storefront@demo-project.iam.gserviceaccount.com";
  static final String SIGNATURE = "c2VjcmV0LXNpZ25hdHVyZQ";

  private Jwt() {}

  static String bearer(String issuer, String audience, long issuedAtSecond, long expiresAtSecond) {
    return bearer(
        """
        {"alg": {"deep": ["}", 1]}, "aud":"%s","iss":"%s", "email": "%s","iat":%d,"exp":%d}"""
            .formatted(audience, issuer, EMAIL, issuedAtSecond, expiresAtSecond));
  }

  static String bearer(String payload) {
    return "Bearer " + encoded("{\"alg\":\"RS256\"}") + "." + encoded(payload) + "." + SIGNATURE;
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
