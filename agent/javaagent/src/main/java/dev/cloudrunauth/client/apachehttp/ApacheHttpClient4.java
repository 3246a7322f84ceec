package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.List;

/**
 * Apache HttpClient 4.3 and newer, also its deprecated {@code DefaultHttpClient}, which has a
 * connection of its own. Immutable.
 */
public final class ApacheHttpClient4 implements ClientModule {

  private static final String PACKAGE = "org/apache/http/";

  private final Authorizer authorizer;

  /**
   * The module.
   *
   * @param authorizer decides about requests
   * @param access not needed
   */
  public ApacheHttpClient4(Authorizer authorizer, JdkAccess access) {
    this.authorizer = authorizer;
  }

  @Override
  public List<WeavePoint> weavePoints() {
    return new BlockingPoints(authorizer)
        .connection(PACKAGE + "impl/DefaultBHttpClientConnection")
        .connection(PACKAGE + "impl/AbstractHttpClientConnection")
        .writer(PACKAGE + "impl/io/AbstractMessageWriter")
        .exchange(PACKAGE + "protocol/HttpRequestExecutor")
        .log(PACKAGE + "impl/conn/Wire")
        .all();
  }
}
