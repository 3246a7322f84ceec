package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.HostHeader;
import dev.cloudrunauth.instrumentation.OutgoingRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt of a call: its target and its metadata. */
abstract class GrpcRequest implements OutgoingRequest {

  private final Peer peer;

  GrpcRequest(Peer peer) {
    this.peer = peer;
  }

  /** All values in the metadata. */
  abstract List<String> values(String name) throws Throwable;

  @Override
  public final String scheme() {
    return peer.scheme;
  }

  @Override
  public final @Nullable String host() {
    return peer.host;
  }

  @Override
  public final int port() {
    return peer.port;
  }

  /** Google's front end goes by the authority; a header {@code Host} beside it is no better. */
  @Override
  public final List<String> headers(String name) throws Throwable {
    if (!name.equals(HostHeader.NAME)) {
      return values(name);
    }
    var hosts = values(name);
    if (hosts.isEmpty()) {
      return List.of(peer.authority);
    }
    var all = new ArrayList<>(hosts);
    all.add(peer.authority);
    return all;
  }
}
