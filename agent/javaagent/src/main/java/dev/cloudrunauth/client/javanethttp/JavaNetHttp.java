package dev.cloudrunauth.client.javanethttp;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.ClientModule;
import dev.cloudrunauth.instrumentation.Edit;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.WeavePoint;
import java.util.ArrayList;
import java.util.List;

/** {@code java.net.http.HttpClient}: HTTP/1.1 to HTTP/3 and WebSocket handshakes. Immutable. */
public final class JavaNetHttp implements ClientModule {

  private static final String PACKAGE = "jdk/internal/net/http/";
  private static final int FIRST_JDK_THAT_CANCELS = 16;

  private final Authorizer authorizer;
  private final Internals internals;

  /**
   * The module.
   *
   * @param authorizer decides about requests
   * @param access gives access to the client's own classes
   */
  public JavaNetHttp(Authorizer authorizer, JdkAccess access) {
    this.authorizer = authorizer;
    this.internals = new Internals(access);
  }

  @Override
  public List<WeavePoint> weavePoints() {
    var points = new ArrayList<WeavePoint>();
    points.add(
        WeavePoint.of(
            PACKAGE + "Exchange",
            "responseAsync",
            "()Ljava/util/concurrent/CompletableFuture;",
            Edit.RETURN_EARLY,
            new ExchangeHop(authorizer, internals),
            WeavePoint.TOKEN_LOSS));
    // Before the filters that make a redirect or another try of the response.
    points.add(
        WeavePoint.of(
            PACKAGE + "MultiExchange",
            "responseFilters",
            "(Ljdk/internal/net/http/Response;)Ljdk/internal/net/http/HttpRequestImpl;",
            Edit.REPLACE_ARGUMENT,
            new ExchangeResponse(authorizer, internals),
            WeavePoint.REFUSAL_LOSS));
    points.add(
        WeavePoint.of(
            PACKAGE + "HttpRequestImpl",
            "getUserHeaders",
            "()Ljava/net/http/HttpHeaders;",
            Edit.REPLACE_RETURNED,
            new UserHeaders(authorizer, internals),
            "a copied token whose signature Google has removed is sent in place of the agent's"));
    if (Runtime.version().feature() < FIRST_JDK_THAT_CANCELS) {
      points.add(
          WeavePoint.of(
              PACKAGE + "MultiExchange",
              "responseAsync",
              "(Ljava/util/concurrent/Executor;)Ljava/util/concurrent/CompletableFuture;",
              Edit.REPLACE_RETURNED,
              new CallFuture(authorizer, internals),
              "a request that is cancelled while it waits for its token is still sent"));
    }
    return points;
  }
}
