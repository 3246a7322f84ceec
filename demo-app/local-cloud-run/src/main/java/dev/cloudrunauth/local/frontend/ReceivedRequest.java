package dev.cloudrunauth.local.frontend;

import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Headers;
import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.identity.IdToken;
import java.util.Optional;

/**
 * A request that has reached the front end or a public site, and what became of it. Immutable.
 *
 * @param request as it came over the wire, token and all
 * @param service the name of the service; the host if there is no service, or a public site
 * @param status the HTTP status of the answer
 * @param headersAtService the headers as the service behind has seen them, the checked token's
 *     signature removed; empty if the front end has answered itself
 * @param token what the checked token says; empty if none was checked or it was not valid
 * @param refusal why the front end has refused the request, which Google would not say
 */
public record ReceivedRequest(
    Request request,
    String service,
    int status,
    Optional<Headers> headersAtService,
    Optional<IdToken> token,
    Optional<String> refusal) {

  /** Returns {@code https}, or {@code http} if it came in clear text. */
  public String scheme() {
    return request.scheme();
  }

  /** Returns the host, in lower case, a traffic tag included. */
  public String host() {
    return request.host();
  }

  /** Returns the method, such as {@code GET}. */
  public String method() {
    return request.method();
  }

  /** Returns path and query as they were sent. */
  public String target() {
    return request.target();
  }

  /** Returns {@code HTTP/1.1} or {@code HTTP/2.0}. */
  public String protocol() {
    return request.protocol();
  }

  /** Returns the header lines as the front end got them. */
  public Headers headers() {
    return request.headers();
  }

  /** Returns the content. */
  public Body body() {
    return request.body();
  }

  /** Returns the e-mail of the account that a valid token stood for, allowed to invoke or not. */
  public Optional<String> principal() {
    return token.map(IdToken::principal);
  }

  /** Returns the audience of a valid token. */
  public Optional<String> audience() {
    return token.map(IdToken::audience);
  }

  /** One line for people: request, status, caller or refusal; never a token. */
  @Override
  public String toString() {
    return request
        + " → "
        + status
        + principal().map(" "::concat).orElse("")
        + refusal.map(reason -> " (" + reason + ")").orElse("");
  }
}
