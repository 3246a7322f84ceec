package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.List;

/** Apache HttpAsyncClient 4.1. Immutable. */
public final class ApacheHttpAsyncClient4 implements ClientModule {

  private static final String PACKAGE = "org/apache/http/";

  private final Authorizer authorizer;

  /**
   * The module.
   *
   * @param authorizer decides about requests
   * @param access not needed
   */
  public ApacheHttpAsyncClient4(Authorizer authorizer, JdkAccess access) {
    this.authorizer = authorizer;
  }

  @Override
  public List<WeavePoint> weavePoints() {
    var connection = PACKAGE + "impl/nio/DefaultNHttpClientConnection";
    return List.of(
        WeavePoint.of(
            PACKAGE + "impl/nio/client/AbstractClientExchangeHandler",
            "requestConnection",
            "",
            Edit.PARK,
            new ExchangeWait(authorizer),
            ParkedStep.LOSS),
        WeavePoint.of(
            connection,
            "submitRequest",
            "",
            Edit.REPLACE_ARGUMENT,
            new SubmitHop(authorizer),
            WeavePoint.TOKEN_LOSS),
        WeavePoint.of(
            connection,
            "submitRequest",
            "",
            Edit.SHOW_ARGUMENT_FINALLY,
            new SubmittedHop(authorizer),
            WeavePoint.TOKEN_LOSS),
        WeavePoint.of(
            PACKAGE + "impl/nio/codecs/AbstractMessageWriter",
            "write",
            "",
            Edit.REPLACE_ARGUMENT,
            new HeadHop(authorizer),
            WeavePoint.TOKEN_LOSS),
        WeavePoint.of(
            PACKAGE + "nio/protocol/HttpAsyncRequestExecutor",
            "responseReceived",
            "",
            Edit.REPLACE_ARGUMENT,
            new ExchangeAnswer(authorizer),
            WeavePoint.REFUSAL_LOSS),
        WeavePoint.of(
            PACKAGE + "impl/nio/conn/Wire",
            "output",
            "([BII)V",
            Edit.REPLACE_ARGUMENT,
            new WireHop(authorizer),
            WireHop.LOSS));
  }
}
