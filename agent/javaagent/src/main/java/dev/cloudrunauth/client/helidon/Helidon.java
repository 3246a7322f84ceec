package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.ArrayList;
import java.util.List;

/** Helidon's WebClient, from 4.0 on, over HTTP/1.1 and HTTP/2. Immutable. */
public final class Helidon implements ClientModule {

  private static final String HTTP_1 = "io/helidon/webclient/http1/";
  private static final String HTTP_2 = "io/helidon/webclient/http2/";
  private static final int HEADERS = 2;
  private static final int WRITER = 3;

  private final Authorizer authorizer;

  /**
   * The module.
   *
   * @param authorizer decides about requests
   * @param access not needed
   */
  public Helidon(Authorizer authorizer, JdkAccess access) {
    this.authorizer = authorizer;
  }

  @Override
  public List<WeavePoint> weavePoints() {
    var points = new ArrayList<WeavePoint>();
    var writing = new WriterHop(authorizer);
    var authorizing = new HeadersHop(authorizer);
    for (var chain : List.of("Http1CallEntityChain", "Http1CallOutputStreamChain")) {
      // The last one listed is called first.
      points.add(
          sending(HTTP_1 + chain, "doProceed", Edit.REPLACE_ARGUMENT, writing).ofArgument(WRITER));
      points.add(
          sending(HTTP_1 + chain, "doProceed", Edit.REPLACE_ARGUMENT, authorizing)
              .ofArgument(HEADERS));
    }
    points.add(
        sending(
            HTTP_2 + "Http2ClientStream",
            "writeHeaders",
            Edit.REPLACE_ARGUMENT,
            new StreamHop(authorizer)));
    points.add(
        sending(
            HTTP_2 + "Http2ClientStream",
            "writeHeaders",
            Edit.SHOW_ARGUMENT_FINALLY,
            new StreamEndHop(authorizer)));
    points.add(
        sending(
            "io/helidon/http/http2/Http2ConnectionWriter",
            "writeHeaders",
            Edit.REPLACE_ARGUMENT,
            new FrameHop(authorizer)));
    var looking = new ResponseHop(authorizer);
    points.add(
        receiving(HTTP_1 + "Http1CallChainBase", "createServiceResponse", looking)
            .ofStaticMethod());
    points.add(receiving(HTTP_2 + "Http2CallChainBase", "readResponse", looking));
    points.add(
        receiving(HTTP_2 + "Http2CallChainBase", "createServiceResponse", looking)
            .ofStaticMethod());
    return points;
  }

  private static WeavePoint sending(String className, String method, Edit edit, Adapter to) {
    return WeavePoint.of(className, method, "", edit, to, WeavePoint.TOKEN_LOSS);
  }

  private static WeavePoint receiving(String className, String method, ResponseHop to) {
    return WeavePoint.of(className, method, "", Edit.SHOW_RETURNED, to, WeavePoint.REFUSAL_LOSS);
  }
}
