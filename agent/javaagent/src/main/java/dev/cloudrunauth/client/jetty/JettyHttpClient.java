package dev.cloudrunauth.client.jetty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Jetty's HttpClient 9.4 to 12.1. Between 11 and 12 its classes have moved. The methods are known
 * by their names alone, because the classes in their descriptors may be relocated. Immutable.
 */
public final class JettyHttpClient implements ClientModule {

  private static final String JETTY = "org/eclipse/jetty/";

  /** Where 9.4 to 11 have their classes, and where 12 has them. */
  private static final List<String> CLIENTS =
      List.of(JETTY + "client/", JETTY + "client/transport/");

  private static final List<String> SENDERS =
      List.of(
          JETTY + "client/http/HttpSenderOverHTTP",
          JETTY + "client/transport/internal/HttpSenderOverHTTP",
          JETTY + "http2/client/http/HttpSenderOverHTTP2",
          JETTY + "http2/client/transport/internal/HttpSenderOverHTTP2");

  /** What speaks TLS, until 12.0 and from 12.1 on. */
  private static final List<String> TLS =
      List.of(
          JETTY + "io/ssl/SslConnection$DecryptedEndPoint",
          JETTY + "io/ssl/SslConnection$SslEndPoint");

  private final Authorizer authorizer;
  private final Jetty jetty;

  /**
   * The module.
   *
   * @param authorizer decides about requests
   * @param access opens packages that Jetty's own modules do not export
   */
  public JettyHttpClient(Authorizer authorizer, JdkAccess access) {
    this.authorizer = authorizer;
    jetty = new Jetty(access);
  }

  @Override
  public List<WeavePoint> weavePoints() {
    var points = new ArrayList<WeavePoint>();
    var waiting = new SendHop(authorizer, jetty);
    var answered = new ResponseHop(authorizer, jetty);
    for (var client : CLIENTS) {
      points.add(point(client + "HttpSender", "send", Edit.PARK, waiting, SendHop.LOSS));
      points.add(
          point(
              client + "HttpReceiver",
              "responseHeaders",
              Edit.REPLACE_ARGUMENT,
              answered,
              WeavePoint.REFUSAL_LOSS));
    }
    var begin = new HeadersHop(authorizer, jetty);
    var end = new HeadersEndHop(authorizer);
    for (var sender : SENDERS) {
      points.add(sending(sender, "sendHeaders", Edit.REPLACE_ARGUMENT, begin));
      points.add(sending(sender, "sendHeaders", Edit.SHOW_ARGUMENT_FINALLY, end));
    }
    var flush = new FlushHop(authorizer);
    var flushed = new FlushEndHop(authorizer);
    for (var endPoint : TLS) {
      points.add(
          WeavePoint.of(
              endPoint,
              "flush",
              FlushHop.DESCRIPTOR,
              Edit.REPLACE_ARGUMENT,
              flush,
              WeavePoint.TOKEN_LOSS));
      points.add(
          WeavePoint.of(
              endPoint,
              "flush",
              FlushHop.DESCRIPTOR,
              Edit.SHOW_ARGUMENT_FINALLY,
              flushed,
              WeavePoint.TOKEN_LOSS));
    }
    points.add(
        sending(
            JETTY + "http2/HTTP2Session",
            "newStream",
            Edit.REPLACE_ARGUMENT,
            new StreamHop(authorizer, jetty)));
    points.add(
        sending(
            JETTY + "http2/hpack/HpackEncoder",
            "encode",
            Edit.PARK,
            new EncodeHop(authorizer, jetty)));
    points.add(
        point(
                JETTY + "util/BufferUtil",
                "appendDebugString",
                Edit.SHOW_ARGUMENT,
                new LogHop(authorizer),
                "its debug log shows the tokens of the agent")
            .ofStaticMethod());
    return points;
  }

  private static WeavePoint sending(String className, String method, Edit edit, Adapter adapter) {
    return point(className, method, edit, adapter, WeavePoint.TOKEN_LOSS);
  }

  private static WeavePoint point(
      String className, String method, Edit edit, Adapter adapter, String loss) {
    return WeavePoint.of(className, method, "", edit, adapter, loss);
  }
}
