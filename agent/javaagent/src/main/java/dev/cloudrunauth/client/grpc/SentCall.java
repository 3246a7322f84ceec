package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.HeaderChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt that a transport is about to write, and the copy of its metadata that it writes. */
final class SentCall extends GrpcRequest {

  private final Api api;
  private final Peer peer;
  private final Object metadata;
  private @Nullable Object copy;
  private @Nullable String token;
  private @Nullable List<String> standard;
  private @Nullable List<String> serverless;

  SentCall(Api api, Peer peer, Object metadata) {
    super(peer);
    this.api = api;
    this.peer = peer;
    this.metadata = metadata;
  }

  @Override
  List<String> values(String name) throws Throwable {
    switch (name) {
      case HeaderChoice.STANDARD:
        return standard();
      case HeaderChoice.SERVERLESS:
        return serverless();
      default:
        return own(name);
    }
  }

  private List<String> standard() throws Throwable {
    if (standard == null) {
      standard = own(HeaderChoice.STANDARD);
    }
    return standard;
  }

  private List<String> serverless() throws Throwable {
    if (serverless == null) {
      serverless = own(HeaderChoice.SERVERLESS);
    }
    return serverless;
  }

  private List<String> own(String name) throws Throwable {
    return api.values(metadata, api.key(name));
  }

  @Override
  public void setHeader(String name, String value) throws Throwable {
    api.addToken(copy(), name, value);
    token = value;
  }

  @Override
  public void removeHeader(String name) throws Throwable {
    api.removeAll(copy(), api.key(name));
  }

  private Object copy() throws Throwable {
    if (copy == null) {
      copy = api.newMetadata();
      api.merge(copy, metadata);
    }
    return copy;
  }

  /** The header value that the agent has set, or {@code null} if it has set none. */
  @Nullable String token() {
    return token;
  }

  /** What has to be known of it when it is answered. */
  AnsweredCall answered() throws Throwable {
    return new AnsweredCall(peer, standard(), serverless(), token);
  }

  /** The metadata itself, or a copy with what was set. */
  Object written() {
    return copy == null ? metadata : copy;
  }
}
