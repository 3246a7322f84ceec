package com.example.storefront;

import com.example.shipping.Shipment;
import com.example.shipping.ShippingGrpc;
import com.example.shipping.TrackRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** The shipping service over gRPC, by the stub that is generated from {@code shipping.proto}. */
final class GrpcShipping implements AutoCloseable {

  private static final int DEADLINE_SECONDS = 10;

  private final ManagedChannel channel;
  private final CallLog log;

  GrpcShipping(URI service, CallLog log) {
    this.channel = channel(service);
    this.log = log;
  }

  private static ManagedChannel channel(URI service) {
    if (service.getScheme().equals("http")) {
      int port = service.getPort() < 0 ? 80 : service.getPort();
      return ManagedChannelBuilder.forAddress(service.getHost(), port).usePlaintext().build();
    }
    int port = service.getPort() < 0 ? 443 : service.getPort();
    return ManagedChannelBuilder.forAddress(service.getHost(), port).build();
  }

  Shipment track(String orderId) throws StatusRuntimeException {
    return log.watch(
        "shipping",
        ShippingGrpc.getTrackMethod().getFullMethodName(),
        "gRPC blocking stub",
        () ->
            ShippingGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .track(TrackRequest.newBuilder().setOrderId(orderId).build()),
        Shipment::getCaller);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
