package com.example.storefront;

import java.io.IOException;

/** A tRPC procedure answered with an error. */
final class TrpcException extends IOException {

  private static final long serialVersionUID = 1;

  private final String code;
  private final int httpStatus;
  private final String path;

  TrpcException(Shape error) {
    super(error.data.code + " from " + error.data.path + ": " + error.message);
    this.code = error.data.code;
    this.httpStatus = error.data.httpStatus;
    this.path = error.data.path;
  }

  /** The kind of error in tRPC's words, for example {@code NOT_FOUND}. */
  String code() {
    return code;
  }

  int httpStatus() {
    return httpStatus;
  }

  /** The procedure that failed. */
  String path() {
    return path;
  }

  /** The error as it stands in the answer. */
  static final class Shape {
    String message = "";
    int code;
    Details data = new Details();
  }

  /** What tRPC adds to the message and the JSON-RPC number. */
  static final class Details {
    String code = "";
    int httpStatus;
    String path = "";
  }
}
