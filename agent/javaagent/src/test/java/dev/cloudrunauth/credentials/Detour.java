package dev.cloudrunauth.credentials;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import dev.cloudrunauth.token.TokenSourceException;
import java.net.URI;

/** The real transport, which asks a test's server for what another server is asked for. */
final class Detour extends HttpTransport {

  private final SocketTransport real;
  private final String authority;

  Detour(ScriptedServer server) {
    this(new MetadataTransport(), server);
  }

  Detour(SocketTransport real, ScriptedServer server) {
    this(real, server.authority());
  }

  /** To a server at this host and port. */
  Detour(SocketTransport real, String authority) {
    this.real = real;
    this.authority = authority;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url)
      throws TokenSourceException {
    var wanted = URI.create(url);
    var query = wanted.getRawQuery();
    var target = wanted.getRawPath() + (query == null ? "" : "?" + query);
    return real.buildRequest(method, "http://" + authority + target);
  }
}
