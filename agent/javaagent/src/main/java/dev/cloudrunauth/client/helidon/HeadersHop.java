package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.RequestFailure;
import dev.cloudrunauth.instrumentation.SentTokens;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Where a request is about to be sent over HTTP/1.1, and its connection is known. */
final class HeadersHop extends Adapter {

  HeadersHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Authorizes a request.
   *
   * @param headers its {@code ClientRequestHeaders}
   * @param chain the {@code Http1CallChainBase}
   * @return the headers themselves, or a copy without those that the token replaces
   */
  @Override
  protected Object call(Object headers, @Nullable Object chain) throws Throwable {
    if (chain == null) {
      return headers;
    }
    var chains = Chains.of(chain);
    var connection = chains.connection(chain);
    var connections = chains.copy.connections;
    if (!connections.isTcp(connection) || !authorizer.mayAuthorize(connections.host(connection))) {
      authorizer.sentUnchanged();
      return headers;
    }
    var request =
        new HeadRequest(chains.copy, connection, headers, null, chains.timeoutMillis(chain));
    try {
      authorizer.authorize(request);
    } catch (RequestFailure failure) {
      // Nobody else gives it back.
      connections.close(connection);
      throw failure;
    }
    SentTokens.note(headers, request.value());
    if (request.value() != null) {
      Sending.begin(chain, request);
    }
    return without(request, headers);
  }

  private static Object without(HeadRequest request, Object headers) throws Throwable {
    if (request.removed.isEmpty()) {
      return headers;
    }
    var messages = request.copy.messages;
    var copy = messages.copyOfRequest(headers);
    for (var name : request.removed) {
      messages.remove(copy, name);
    }
    return copy;
  }

  /** What a user of this client gets where a connection fails. */
  static Exception unchecked(RequestFailure failure) {
    var toThrow = failure.toThrow();
    return new UncheckedIOException(toThrow.getMessage(), toThrow);
  }

  @Override
  protected Exception failure(RequestFailure failure) {
    return unchecked(failure);
  }
}
