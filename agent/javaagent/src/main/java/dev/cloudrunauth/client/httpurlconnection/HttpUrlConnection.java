package dev.cloudrunauth.client.httpurlconnection;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.List;

/**
 * {@code HttpURLConnection}: every hop, also each retry of the JDK's own, is written and read by
 * one class of the JDK, the connection to a server. Immutable.
 */
public final class HttpUrlConnection implements ClientModule {

  private static final String CONNECTION = "sun/net/www/http/HttpClient";
  private static final String HEADERS = "(Lsun/net/www/MessageHeader;";

  private final Authorizer authorizer;
  private final JdkAccess access;

  /**
   * The module.
   *
   * @param authorizer decides about requests
   * @param access gives access to the JDK's connection
   */
  public HttpUrlConnection(Authorizer authorizer, JdkAccess access) {
    this.authorizer = authorizer;
    this.access = access;
  }

  @Override
  public List<WeavePoint> weavePoints() {
    var internals = new Internals(access);
    return List.of(
        WeavePoint.of(
            CONNECTION,
            "writeRequests",
            HEADERS + "Lsun/net/www/http/PosterOutputStream;)V",
            Edit.REPLACE_ARGUMENT,
            new RequestHop(authorizer, internals),
            WeavePoint.TOKEN_LOSS),
        WeavePoint.of(
            CONNECTION,
            "writeRequests",
            HEADERS + "Lsun/net/www/http/PosterOutputStream;)V",
            Edit.SHOW_ARGUMENT_FINALLY,
            new WrittenHop(authorizer, internals),
            WeavePoint.TOKEN_LOSS),
        // What follows in the descriptor depends on the JDK.
        WeavePoint.of(
            CONNECTION,
            "parseHTTP",
            HEADERS,
            Edit.SHOW_ARGUMENT,
            new ResponseHop(authorizer, internals),
            WeavePoint.REFUSAL_LOSS));
  }
}
