package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.Pending;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.List;

/**
 * gRPC: each attempt of a call, below retries, hedging, load balancing, interceptors and call
 * credentials. Its transports within the process and to other Android applications have no TLS, and
 * are left alone. Immutable.
 */
public final class GrpcJava implements ClientModule {

  private static final String CORE = "io/grpc/internal/";
  private static final String LOG_LOSS = "its log of HTTP/2 frames shows the tokens of the agent";

  private final Authorizer authorizer;

  /**
   * The module.
   *
   * @param authorizer decides about requests
   * @param access not needed
   */
  public GrpcJava(Authorizer authorizer, JdkAccess access) {
    this.authorizer = authorizer;
  }

  @Override
  public List<WeavePoint> weavePoints() {
    var logged = new LoggedTokens();
    var sent = new Pending<AnsweredCall>();
    var responses = new Responses(authorizer, sent);
    var sending = new SentHop(authorizer, sent, logged);
    var waiting = new ParkedCalls();
    return List.of(
        point(
                CORE + "CallCredentialsApplyingTransportFactory$CallCredentialsApplyingTransport",
                "newStream",
                Edit.DIVERT,
                new NewStreamHop(authorizer),
                WeavePoint.TOKEN_LOSS)
            .ofArgument(2),
        point(
            CORE + "MetadataApplierImpl",
            "apply",
            Edit.PARK,
            new ApplyHop(authorizer, waiting),
            WeavePoint.TOKEN_LOSS),
        point(
            CORE + "DelayedStream",
            "cancel",
            Edit.SHOW_ARGUMENT,
            new CancelHop(authorizer, waiting),
            "a call that is cancelled while it waits for its token waits on in the background"),
        point(
            "io/grpc/netty/NettyClientStream$Sink",
            "writeHeaders",
            Edit.REPLACE_ARGUMENT,
            sending,
            WeavePoint.TOKEN_LOSS),
        point(
            "io/grpc/okhttp/OkHttpClientStream$Sink",
            "writeHeaders",
            Edit.REPLACE_ARGUMENT,
            sending,
            WeavePoint.TOKEN_LOSS),
        point(
            CORE + "Http2ClientStreamTransportState",
            "transportHeadersReceived",
            Edit.SHOW_ARGUMENT,
            new HeadersHop(authorizer, responses),
            WeavePoint.REFUSAL_LOSS),
        point(
            CORE + "Http2ClientStreamTransportState",
            "transportTrailersReceived",
            Edit.REPLACE_ARGUMENT,
            new TrailersHop(authorizer, responses),
            WeavePoint.REFUSAL_LOSS),
        point(
            "io/grpc/netty/GrpcHttp2OutboundHeaders",
            "toString",
            Edit.REPLACE_RETURNED,
            new LogHop(authorizer, logged),
            LOG_LOSS));
  }

  private static WeavePoint point(
      String className, String method, Edit edit, Adapter adapter, String loss) {
    return WeavePoint.of(className, method, "", edit, adapter, loss);
  }
}
