package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a request over HTTP/1.1 is given what writes it, after {@link HeadersHop}. */
final class WriterHop extends Adapter {

  WriterHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Has the token written.
   *
   * @param writer a {@code DataWriter}
   * @param chain the {@code Http1CallChainBase}
   * @return the writer itself, or one that adds the token
   */
  @Override
  protected Object call(Object writer, @Nullable Object chain) throws Throwable {
    var request = chain == null ? null : Sending.take(chain);
    return request == null ? writer : HeadWriter.of(writer, request, authorizer);
  }
}
