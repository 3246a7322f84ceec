package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.List;

/** Apache HttpClient 5, asynchronous: HTTP/1.1 and HTTP/2. Immutable. */
public final class ApacheHttpAsyncClient5 implements ClientModule {

  private static final String CLIENT = "org/apache/hc/client5/http/impl/async/";
  private static final String HTTP_1 = "org/apache/hc/core5/http/impl/nio/";
  private static final String HTTP_2 = "org/apache/hc/core5/http2/";
  private static final String TOKEN_LOSS = "its requests are sent without an ID token";
  private static final String REFUSAL_LOSS =
      "a token that a service refuses stays in use until it expires";

  private static final String LOG_LOSS = "its wire log shows the tokens of the agent";

  private final Authorizer authorizer;

  /**
   * The module.
   *
   * @param authorizer decides about requests
   * @param access not needed
   */
  public ApacheHttpAsyncClient5(Authorizer authorizer, JdkAccess access) {
    this.authorizer = authorizer;
  }

  @Override
  public List<WeavePoint> weavePoints() {
    var waiting = new AsyncWait(authorizer);
    var waitLoss = "its requests do not wait for a token: the first ones are sent without";
    var answered = new AsyncAnswer(authorizer);
    var logging = new SessionLogHop(authorizer);
    var stream = HTTP_2 + "impl/nio/ClientH2StreamHandler";
    return List.of(
        WeavePoint.of(
            CLIENT + "HttpAsyncMainClientExec", "execute", "", Edit.PARK, waiting, waitLoss),
        WeavePoint.of(
            CLIENT + "H2AsyncMainClientExec", "execute", "", Edit.PARK, waiting, waitLoss),
        WeavePoint.of(
            HTTP_1 + "AbstractHttp1StreamDuplexer",
            "commitMessageHead",
            "",
            Edit.REPLACE_ARGUMENT,
            new AsyncHead(authorizer),
            TOKEN_LOSS),
        WeavePoint.of(
            HTTP_1 + "ClientHttp1StreamHandler",
            "consumeHeader",
            "",
            Edit.REPLACE_ARGUMENT,
            answered,
            REFUSAL_LOSS),
        WeavePoint.of(
            stream,
            "commitRequest",
            "",
            Edit.REPLACE_ARGUMENT,
            new StreamBegin(authorizer),
            TOKEN_LOSS),
        WeavePoint.of(
            stream,
            "commitRequest",
            "",
            Edit.SHOW_ARGUMENT_FINALLY,
            new StreamEnd(authorizer),
            TOKEN_LOSS),
        WeavePoint.of(
            HTTP_2 + "impl/DefaultH2RequestConverter",
            "convert",
            "",
            Edit.REPLACE_ARGUMENT,
            new StreamHead(authorizer),
            TOKEN_LOSS),
        WeavePoint.of(
            HTTP_2 + "hpack/HPackEncoder",
            "encodeHeaders",
            "",
            Edit.SHOW_ARGUMENT,
            new StreamBytes(authorizer),
            TOKEN_LOSS),
        WeavePoint.of(
            stream,
            "consumeHeader",
            "",
            Edit.REPLACE_ARGUMENT,
            new StreamAnswer(authorizer),
            REFUSAL_LOSS),
        WeavePoint.of(
            CLIENT + "LoggingIOSession", "logData", "", Edit.REPLACE_ARGUMENT, logging, LOG_LOSS),
        WeavePoint.of(
            HTTP_2 + "frame/FramePrinter",
            "printData",
            "",
            Edit.REPLACE_ARGUMENT,
            logging,
            LOG_LOSS));
  }
}
