package dev.cloudrunauth.local.service;

import dev.cloudrunauth.local.http.Response;
import java.util.Map;

/** A tRPC call that fails: one of the kinds that tRPC knows, and the words. */
final class TrpcException extends Exception {

  /** The kinds of failure, with the numbers that tRPC gives them. */
  enum Kind {
    BAD_REQUEST(-32600, 400),
    NOT_FOUND(-32004, 404),
    METHOD_NOT_SUPPORTED(-32005, 405);

    private final int code;
    private final int httpStatus;

    Kind(int code, int httpStatus) {
      this.code = code;
      this.httpStatus = httpStatus;
    }
  }

  private final Kind kind;
  private final String reason;

  TrpcException(Kind kind, String reason) {
    super(reason);
    this.kind = kind;
    this.reason = reason;
  }

  /** Returns the answer to the call of a procedure. */
  Response answer(String procedure) {
    var data = Map.of("code", kind.name(), "httpStatus", kind.httpStatus, "path", procedure);
    return Response.json(
        kind.httpStatus,
        Map.of("error", Map.of("message", reason, "code", kind.code, "data", data)));
  }
}
