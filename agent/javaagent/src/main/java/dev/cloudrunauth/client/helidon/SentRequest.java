package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.HostHeader;
import dev.cloudrunauth.instrumentation.OutgoingRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that is answered, with the application's own headers. */
final class SentRequest implements OutgoingRequest {

  private final Responses responses;
  private final Object request;
  private final @Nullable String authority;

  /**
   * A request.
   *
   * @param authority what it had in place of {@code Host}, if that is known
   */
  SentRequest(Responses responses, Object request, @Nullable String authority) {
    this.responses = responses;
    this.request = request;
    this.authority = authority;
  }

  @Override
  public String scheme() throws Throwable {
    return responses.scheme(request);
  }

  @Override
  public String host() throws Throwable {
    return responses.host(request);
  }

  @Override
  public int port() throws Throwable {
    return responses.port(request);
  }

  @Override
  public List<String> headers(String name) throws Throwable {
    return authority != null && name.equals(HostHeader.NAME)
        ? List.of(authority)
        : responses.headersOf(request, name);
  }

  @Override
  public void setHeader(String name, String value) {
    throw new IllegalStateException("the request has been sent");
  }

  @Override
  public void removeHeader(String name) {
    throw new IllegalStateException("the request has been sent");
  }
}
