package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Authorizer;
import java.util.List;

/** A request that Armeria writes, after {@link ArmeriaCall}, until its response is done. */
final class ArmeriaHop extends NettyHop {

  private final Object headers;

  /**
   * A request.
   *
   * @param headers its {@code RequestHeaders}
   */
  ArmeriaHop(
      Authorizer authorizer,
      Netty netty,
      Connection connection,
      Object context,
      Object channel,
      Object headers) {
    super(authorizer, netty, connection, context, channel);
    this.headers = headers;
  }

  /** What is sent in place of its headers: without those that the token replaces. */
  Object sentHeaders() throws Throwable {
    var replaced = removed();
    return replaced == null ? headers : ArmeriaHeads.of(headers).without(headers, replaced);
  }

  @Override
  public List<String> headers(String name) throws Throwable {
    return ArmeriaHeads.of(headers).requestValues(headers, name);
  }

  /** It is never parked. */
  @Override
  void proceed() {}

  @Override
  void fail(Throwable cause) {}

  @Override
  void abandoned(Parking ended) {}
}
