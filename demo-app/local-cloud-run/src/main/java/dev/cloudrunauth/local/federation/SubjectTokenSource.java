package dev.cloudrunauth.local.federation;

import dev.cloudrunauth.local.fault.FaultyServer;
import dev.cloudrunauth.local.fault.Minting;
import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Where a workload elsewhere, on another cloud, gets its own token: {@code GET /subject-token/NAME}
 * in plain http at the loopback address. Threads may share it.
 */
public final class SubjectTokenSource extends FaultyServer<Request> {

  /** What a request must have, so that nobody who can only make others send one gets a token. */
  static final Map<String, String> HEADERS = Map.of("Metadata", "True");

  static final String FIELD = "access_token";

  private static final String TEXT = "/subject-token/";
  private static final String JSON = "/subject-token.json/";

  private final WorkloadPool pool;

  SubjectTokenSource(WorkloadPool pool, Clock clock) {
    super("subject-token", clock);
    this.pool = pool;
  }

  /** Returns where a workload gets its token. */
  static URI url(int port, String subject, boolean asJson) {
    return URI.create("http://127.0.0.1:" + port + (asJson ? JSON : TEXT) + subject);
  }

  @Override
  public boolean isAt(String host, String path) {
    return host.equals("127.0.0.1") && (path.startsWith(TEXT) || path.startsWith(JSON));
  }

  @Override
  protected Request entry(Request request) {
    return request;
  }

  @Override
  protected boolean isForToken(Request request) {
    return true;
  }

  @Override
  protected Response answer(Request request, Minting minting) {
    if (!request.headers().first("Metadata").equals(Optional.of("True"))) {
      return Response.text(400, "the header Metadata: True is required\n");
    }
    String path = request.path();
    String token =
        minting.garbage().isPresent()
            ? "this is not a token"
            : pool.subjectToken(path.substring(path.lastIndexOf('/') + 1));
    return path.startsWith(JSON)
        ? Response.json(200, Map.of(FIELD, token))
        : Response.text(200, token);
  }
}
