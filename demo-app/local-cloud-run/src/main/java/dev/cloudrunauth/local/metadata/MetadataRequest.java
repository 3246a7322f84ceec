package dev.cloudrunauth.local.metadata;

import dev.cloudrunauth.local.http.Headers;
import dev.cloudrunauth.local.http.Request;
import java.util.Optional;

/**
 * A request that the metadata server has received, answered or not. Immutable.
 *
 * @param request as it came over the wire
 */
public record MetadataRequest(Request request) {

  /** Returns the path, without the query. */
  public String path() {
    return request.path();
  }

  /** Returns path and query as they were sent. */
  public String target() {
    return request.target();
  }

  /** Returns the header lines. */
  public Headers headers() {
    return request.headers();
  }

  /** Tells whether it asks for an ID token. */
  public boolean isForIdToken() {
    return path().endsWith("/identity");
  }

  /** Returns the decoded audience that an ID token is asked for. */
  public Optional<String> audience() {
    return request.parameter("audience");
  }

  @Override
  public String toString() {
    return request.method() + " " + target();
  }
}
