package dev.cloudrunauth.local.service;

import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Headers;
import dev.cloudrunauth.local.http.Request;
import java.util.Optional;

/**
 * A request as a service sees it, behind the front end. Immutable.
 *
 * @param service the name of the service, or the host of a public site
 * @param caller the e-mail in the token that the front end has checked; empty if the service is
 *     open to all or the token carries no e-mail
 * @param request the request; the checked token's signature is removed from its headers
 */
public record ServiceRequest(String service, Optional<String> caller, Request request) {

  /** Returns the method, such as {@code GET}. */
  public String method() {
    return request.method();
  }

  /** Returns the path as it was sent, without the query. */
  public String path() {
    return request.path();
  }

  /** Returns the decoded value of a query parameter. */
  public Optional<String> parameter(String name) {
    return request.parameter(name);
  }

  /** Returns the header lines. */
  public Headers headers() {
    return request.headers();
  }

  /** Returns the content. */
  public Body body() {
    return request.body();
  }
}
