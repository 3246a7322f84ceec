package dev.cloudrunauth.local.metadata;

import dev.cloudrunauth.local.fault.Minting;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.identity.AccessTokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is found at the paths of the metadata server. Threads may share it. */
final class Directory {

  private static final String ROOT = "/computeMetadata/v1/";
  private static final String ACCOUNTS = ROOT + "instance/service-accounts/";

  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  private static final Map<String, String> VALUES =
      Map.of(
          "/",
          "computeMetadata/\n",
          ROOT + "instance/id",
          Instance.ID,
          ROOT + "instance/region",
          "projects/" + Instance.PROJECT_NUMBER + "/regions/" + Instance.REGION,
          ROOT + "instance/zone",
          "projects/" + Instance.PROJECT_NUMBER + "/zones/" + Instance.REGION + "-1",
          ROOT + "project/project-id",
          Instance.PROJECT,
          ROOT + "project/numeric-project-id",
          Instance.PROJECT_NUMBER,
          ROOT + "universe/universe-domain",
          "googleapis.com");

  private final String principal;
  private final IssuedTokens idTokens;
  private final AccessTokens accessTokens;

  Directory(String principal, IssuedTokens idTokens, AccessTokens accessTokens) {
    this.principal = principal;
    this.idTokens = idTokens;
    this.accessTokens = accessTokens;
  }

  Response answer(Request request, Minting minting) {
    if (!request.headers().first("Metadata-Flavor").equals(Optional.of("Google"))) {
      return Response.html(403, "Missing Metadata-Flavor:Google header.\n");
    }
    if (request.headers().has("X-Forwarded-For")) {
      return Response.html(403, "Requests with X-Forwarded-For are not answered.\n");
    }
    String value = VALUES.get(request.path());
    if (value != null) {
      return text(value);
    }
    for (String account : List.of("default", principal)) {
      String start = ACCOUNTS + account + "/";
      if (request.path().startsWith(start)) {
        return ofAccount(request, request.path().substring(start.length()), minting);
      }
    }
    return notFound();
  }

  private Response ofAccount(Request request, String entry, Minting minting) {
    return switch (entry) {
      case "" -> text("aliases\nemail\nidentity\nscopes\ntoken\n");
      case "aliases" -> text("default\n");
      case "email" -> text(principal);
      case "scopes" -> text(SCOPE + "\n");
      case "identity" -> idToken(request, minting);
      case "token" -> Response.json(200, accessTokens.fields(principal, minting));
      default -> notFound();
    };
  }

  private Response idToken(Request request, Minting minting) {
    String audience = request.parameter("audience").orElse("");
    if (audience.isEmpty()) {
      return Response.html(400, "non-empty audience parameter required\n");
    }
    boolean full = request.parameter("format").equals(Optional.of("full"));
    return Response.of(200, "text/html", Body.of(idTokens.token(audience, full, minting)));
  }

  private static Response text(String value) {
    return Response.of(200, "application/text", Body.of(value));
  }

  private static Response notFound() {
    return Response.html(404, "There is nothing at this path of the metadata server.\n");
  }
}
