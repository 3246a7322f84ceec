package com.example.grpc;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/**
 * Resolves {@code marked:///HOST:PORT} to an address that is marked as xDS marks those for which it
 * configures TLS. The authority is {@code HOST:PORT}.
 */
final class MarkedAddresses extends NameResolverProvider {

  private static final Attributes.Key<String> MARK =
      Attributes.Key.create("io.grpc.xds.internal.security.SslContextProviderSupplier");

  @Override
  public NameResolver newNameResolver(URI target, NameResolver.Args arguments) {
    var authority = target.getPath().substring(1);
    return new NameResolver() {
      @Override
      public String getServiceAuthority() {
        return authority;
      }

      /** Older versions have no other way to set addresses. */
      @Override
      @SuppressWarnings("deprecation")
      public void start(Listener2 listener) {
        int colon = authority.indexOf(':');
        var address =
            new InetSocketAddress(
                authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1)));
        var marked = Attributes.newBuilder().set(MARK, "xDS").build();
        listener.onResult(
            ResolutionResult.newBuilder()
                .setAddresses(List.of(new EquivalentAddressGroup(address, marked)))
                .build());
      }

      @Override
      public void shutdown() {}
    };
  }

  @Override
  public String getDefaultScheme() {
    return "marked";
  }

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return 1;
  }
}
