package com.example.storefront;

import java.io.IOException;
import java.net.URI;

/** A service answered with a status that is not a success. */
final class HttpStatusException extends IOException {

  private static final long serialVersionUID = 1;

  HttpStatusException(int status, URI uri) {
    super("HTTP status " + status + " from " + uri);
  }

  /** Lets a success pass. */
  static Answer check(Answer answer, URI uri) throws HttpStatusException {
    if (answer.status() / 100 != 2) {
      throw new HttpStatusException(answer.status(), uri);
    }
    return answer;
  }
}
