package dev.cloudrunauth.local.frontend;

import dev.cloudrunauth.local.http.Headers;
import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.identity.IdToken;
import java.util.Optional;

/** What becomes of a request: the answer, and what the record says of it. */
record Outcome(
    Response answer,
    Optional<Headers> headersAtService,
    Optional<IdToken> token,
    Optional<String> refusal) {

  static Outcome refused(Response page, String reason) {
    return new Outcome(page, Optional.empty(), Optional.empty(), Optional.of(reason));
  }

  static Outcome answered(Response answer, Request atService) {
    return new Outcome(
        answer, Optional.of(atService.headers()), Optional.empty(), Optional.empty());
  }

  Outcome with(IdToken validToken) {
    return new Outcome(answer, headersAtService, Optional.of(validToken), refusal);
  }

  ReceivedRequest of(Request request, String service) {
    return new ReceivedRequest(request, service, answer.status(), headersAtService, token, refusal);
  }
}
