package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** To be written. */
final class HeadersHop extends Adapter {

  HeadersHop(Authorizer authorizer) {
    super(authorizer);
  }

  @Override
  protected @Nullable Object call(Object subject, @Nullable Object context) {
    return subject;
  }
}
