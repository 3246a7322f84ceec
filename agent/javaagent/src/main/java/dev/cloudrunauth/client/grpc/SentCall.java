package dev.cloudrunauth.client.grpc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt that a transport is about to write, and the copy of its metadata that it writes. */
final class SentCall extends GrpcRequest {

  private final Keys keys;
  private final Object metadata;
  private @Nullable Object copy;
  private @Nullable String token;

  SentCall(Keys keys, Peer peer, Object metadata) {
    super(peer);
    this.keys = keys;
    this.metadata = metadata;
  }

  @Override
  List<String> values(String name) throws Throwable {
    return keys.api.values(metadata, keys.of(name));
  }

  @Override
  public void setHeader(String name, String value) throws Throwable {
    keys.api.put(copy(), keys.of(name), value);
    token = value;
  }

  @Override
  public void removeHeader(String name) throws Throwable {
    keys.api.removeAll(copy(), keys.of(name));
  }

  private Object copy() throws Throwable {
    if (copy == null) {
      copy = keys.api.newMetadata();
      keys.api.merge(copy, metadata);
    }
    return copy;
  }

  /** The header value that the agent has set, or {@code null} if it has set none. */
  @Nullable String token() {
    return token;
  }

  /** The metadata itself, or a copy with what was set. */
  Object written() {
    return copy == null ? metadata : copy;
  }
}
