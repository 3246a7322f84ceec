package dev.cloudrunauth.local.http;

import java.io.IOException;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets a server of ours answer what Jetty has received. Threads share it. */
public final class JettyHandler extends Handler.Abstract {

  private final WebServer server;
  private final Clock clock;

  /**
   * Hands a server the requests that are for it.
   *
   * @param server the server
   * @param clock by which its answers are dated
   */
  public JettyHandler(WebServer server, Clock clock) {
    this.server = server;
    this.clock = clock;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    if (!server.isAt(Wire.host(request), request.getHttpURI().getPath())) {
      return false;
    }
    server.answer(
        new Exchange(
            Wire.read(request),
            request,
            response,
            callback,
            UnaryOperator.identity(),
            () -> {},
            clock));
    return true;
  }
}
