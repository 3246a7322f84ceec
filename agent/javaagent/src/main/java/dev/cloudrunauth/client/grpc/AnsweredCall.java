package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.HeaderChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an attempt that has been written: text alone, and nothing of the application's,
 * whose classes can go although nobody has waited for the response. Immutable.
 */
final class AnsweredCall extends GrpcRequest {

  private final List<String> standard;
  private final List<String> serverless;
  private final @Nullable String token;

  /**
   * An attempt.
   *
   * @param standard the application's own {@code Authorization}
   * @param serverless its own {@code X-Serverless-Authorization}
   * @param token the header value that the agent has sent, or {@code null} if it has sent none
   */
  AnsweredCall(Peer peer, List<String> standard, List<String> serverless, @Nullable String token) {
    super(peer);
    this.standard = standard;
    this.serverless = serverless;
    this.token = token;
  }

  @Nullable String token() {
    return token;
  }

  @Override
  List<String> values(String name) {
    if (name.equals(HeaderChoice.STANDARD)) {
      return standard;
    }
    return name.equals(HeaderChoice.SERVERLESS) ? serverless : List.of();
  }

  @Override
  public void setHeader(String name, String value) {
    throw new IllegalStateException("the call has been sent");
  }

  @Override
  public void removeHeader(String name) {
    throw new IllegalStateException("the call has been sent");
  }
}
