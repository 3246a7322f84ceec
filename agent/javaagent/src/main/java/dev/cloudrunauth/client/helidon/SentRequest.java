package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.OutgoingRequest;
import java.util.List;

/** A request that is answered, with the application's own headers. */
final class SentRequest implements OutgoingRequest {

  private final Responses responses;
  private final Object request;

  SentRequest(Responses responses, Object request) {
    this.responses = responses;
    this.request = request;
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
    return responses.headersOf(request, name);
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
