package dev.cloudrunauth.local.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** A WebSocket that says back whatever it hears. */
public final class EchoSocket extends Session.Listener.AbstractAutoDemanding {

  private EchoSocket() {}

  /** Makes the connection of a request a WebSocket; the callback hears when it is one. */
  static void open(Request request, Response response, Callback callback) {
    var server = request.getConnectionMetaData().getConnector().getServer();
    var container = ServerWebSocketContainer.get(server.getContext());
    if (!container.upgrade(
        (asked, answered, upgraded) -> new EchoSocket(), request, response, callback)) {
      Response.writeError(request, response, callback, 400, "no WebSocket handshake");
    }
  }

  @Override
  public void onWebSocketText(String message) {
    getSession().sendText(message, org.eclipse.jetty.websocket.api.Callback.NOOP);
  }
}
