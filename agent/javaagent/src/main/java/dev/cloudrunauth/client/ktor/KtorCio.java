package dev.cloudrunauth.client.ktor;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.Pending;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.List;

/**
 * Ktor's CIO engine: each hop, below the plugins that redirect, retry, log in or log. Immutable.
 */
public final class KtorCio implements ClientModule {

  private static final String PACKAGE = "io/ktor/client/engine/cio/";

  private final Authorizer authorizer;

  /**
   * The module.
   *
   * @param authorizer decides about requests
   * @param access not needed
   */
  public KtorCio(Authorizer authorizer, JdkAccess access) {
    this.authorizer = authorizer;
  }

  @Override
  public List<WeavePoint> weavePoints() {
    var hops = new Pending<VerifiedHop>();
    return List.of(
        WeavePoint.of(
            PACKAGE + "Endpoint",
            "execute",
            "",
            Edit.DIVERT,
            new ExecuteHop(authorizer, hops),
            WeavePoint.TOKEN_LOSS),
        WeavePoint.of(
                PACKAGE + "UtilsKt",
                "writeHeaders",
                "",
                Edit.REPLACE_ARGUMENT,
                new HeadersHop(authorizer, hops),
                WeavePoint.TOKEN_LOSS)
            .ofStaticMethod(),
        WeavePoint.of(
            PACKAGE + "UtilsKt$readResponse$2",
            "invokeSuspend",
            "",
            Edit.REPLACE_RETURNED,
            new ResponseHop(authorizer, hops),
            WeavePoint.REFUSAL_LOSS));
  }
}
