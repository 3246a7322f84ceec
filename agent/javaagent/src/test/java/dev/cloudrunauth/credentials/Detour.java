package dev.cloudrunauth.credentials;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import java.net.URI;
import java.util.function.Function;

/** The real transport, which asks a test's server for what another server is asked for. */
final class Detour extends HttpTransport {

  private final Function<String, SocketTransport> real;
  private final String authority;

  Detour(ScriptedServer server) {
    this(new MetadataTransport(ScriptedServer.ANSWER_MILLIS), server);
  }

  Detour(SocketTransport real, ScriptedServer server) {
    this(real, server.authority());
  }

  /** To a server at this host and port. */
  Detour(SocketTransport real, String authority) {
    this(url -> real, authority);
  }

  /** With a transport of its own for each URL. */
  Detour(Function<String, SocketTransport> real, String authority) {
    this.real = real;
    this.authority = authority;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    var wanted = URI.create(url);
    var query = wanted.getRawQuery();
    var target = wanted.getRawPath() + (query == null ? "" : "?" + query);
    return real.apply(url).buildRequest(method, "http://" + authority + target);
  }
}
