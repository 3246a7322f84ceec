package dev.cloudrunauth.local.iam;

import dev.cloudrunauth.local.http.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A refusal in the form in which Google's APIs put it. */
final class GoogleError {

  private GoogleError() {}

  static Response unauthenticated() {
    return of(
        401,
        "UNAUTHENTICATED",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login"
            + " cookie or other valid authentication credential.",
        "ACCESS_TOKEN_TYPE_UNSUPPORTED",
        "googleapis.com",
        Map.of("service", IamCredentials.HOST));
  }

  static Response permissionDenied(String permission) {
    return of(
        403,
        "PERMISSION_DENIED",
        "Permission '" + permission + "' denied on resource (or it may not exist).",
        "IAM_PERMISSION_DENIED",
        "iam.googleapis.com",
        Map.of("permission", permission));
  }

  static Response invalidArgument(String message) {
    return Response.json(400, Map.of("error", error(400, "INVALID_ARGUMENT", message)));
  }

  static Response notFound() {
    return Response.json(404, Map.of("error", error(404, "NOT_FOUND", "Method not found.")));
  }

  static Response of(
      int code,
      String status,
      String message,
      String reason,
      String domain,
      Map<String, String> metadata) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("@type", "type.googleapis.com/google.rpc.ErrorInfo");
    detail.put("reason", reason);
    detail.put("domain", domain);
    detail.put("metadata", metadata);
    var error = error(code, status, message);
    error.put("details", List.of(detail));
    return Response.json(code, Map.of("error", error));
  }

  private static Map<String, Object> error(int code, String status, String message) {
    var error = new LinkedHashMap<String, Object>();
    error.put("code", code);
    error.put("message", message);
    error.put("status", status);
    return error;
  }
}
