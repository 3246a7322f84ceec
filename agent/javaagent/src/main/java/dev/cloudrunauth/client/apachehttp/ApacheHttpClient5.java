package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.List;

/** Apache HttpClient 5, classic: HTTP/1.1. Immutable. */
public final class ApacheHttpClient5 implements ClientModule {

  private static final String PACKAGE = "org/apache/hc/core5/http/impl/io/";

  private final Authorizer authorizer;

  /**
   * The module.
   *
   * @param authorizer decides about requests
   * @param access not needed
   */
  public ApacheHttpClient5(Authorizer authorizer, JdkAccess access) {
    this.authorizer = authorizer;
  }

  @Override
  public List<WeavePoint> weavePoints() {
    return new BlockingPoints(authorizer)
        .connection(PACKAGE + "DefaultBHttpClientConnection")
        .writer(PACKAGE + "AbstractMessageWriter")
        .exchange(PACKAGE + "HttpRequestExecutor")
        .log("org/apache/hc/client5/http/impl/Wire")
        .all();
  }
}
