package dev.cloudrunauth.client.okhttp;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.ArrayList;
import java.util.List;

/**
 * OkHttp: HTTP/1.1, HTTP/2 and WebSocket handshakes. Its methods are known by their names alone,
 * because the classes in their descriptors may be relocated. Immutable.
 */
public final class OkHttp implements ClientModule {

  private static final String PACKAGE = "okhttp3/internal/";

  /** 3.0 to 3.4, 3.5 to 3.13, and 3.14 to 5.x. */
  private static final String[] CODECS = {
    "http/Http1xStream", "http/Http2xStream",
    "http1/Http1Codec", "http2/Http2Codec",
    "http1/Http1ExchangeCodec", "http2/Http2ExchangeCodec"
  };

  private final Authorizer authorizer;

  /**
   * The module.
   *
   * @param authorizer decides about requests
   * @param access not needed
   */
  public OkHttp(Authorizer authorizer, JdkAccess access) {
    this.authorizer = authorizer;
  }

  @Override
  public List<WeavePoint> weavePoints() {
    var points = new ArrayList<WeavePoint>();
    var authorizing = new RequestHop(authorizer);
    for (var codec : CODECS) {
      points.add(
          WeavePoint.of(
              PACKAGE + codec,
              "writeRequestHeaders",
              "",
              Edit.REPLACE_ARGUMENT,
              authorizing,
              WeavePoint.TOKEN_LOSS));
    }
    // 3.14 and newer, one step above the codec. A request that fails because there is no token must
    // fail here: 4.10 to 4.12 read the response of a codec that failed, and end in an
    // IllegalStateException. The header is not set here, where listeners see the request.
    points.add(
        WeavePoint.of(
            PACKAGE + "connection/Exchange",
            "writeRequestHeaders",
            "",
            Edit.REPLACE_ARGUMENT,
            new TokenAwait(authorizer),
            WeavePoint.TOKEN_LOSS));
    var looking = new ResponseHop(authorizer);
    // 3.0 to 3.3, and 3.4 to 5.x below the application's interceptors.
    points.add(
        WeavePoint.of(
            PACKAGE + "http/HttpEngine",
            "readNetworkResponse",
            "",
            Edit.SHOW_RETURNED,
            looking,
            WeavePoint.REFUSAL_LOSS));
    points.add(
        WeavePoint.of(
            PACKAGE + "http/CallServerInterceptor",
            "intercept",
            "",
            Edit.SHOW_RETURNED,
            looking,
            WeavePoint.REFUSAL_LOSS));
    return points;
  }
}
