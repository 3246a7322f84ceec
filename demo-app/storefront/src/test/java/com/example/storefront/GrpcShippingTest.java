package com.example.storefront;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.example.shipping.Shipment;
import com.example.shipping.ShippingGrpc;
import com.example.shipping.TrackRequest;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrpcShippingTest {

  private final Server server =
      Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
          .addService(new ShippingService())
          .build();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void aReplyIsOneLineThatSaysWhoTheCallerIs() {
    assertEquals("in transit", track("1001").getStatus());

    assertEquals(
        List.of(
            "shipping", "POST /shop.Shipping/Track", "gRPC blocking stub HTTP/2", "OK", "me@shop"),
        columns());
  }

  @Test
  void aRefusalIsOneLineWithTheNameOfItsStatus() {
    assertThrows(StatusRuntimeException.class, () -> track("9"));

    assertEquals(List.of("PERMISSION_DENIED", "-"), columns().subList(3, 5));
  }

  private Shipment track(String orderId) {
    var log = new CallLog(new PrintStream(out, true, StandardCharsets.UTF_8));
    var address = URI.create("http://localhost:" + server.getPort());
    try (var shipping = new GrpcShipping(address, log)) {
      return shipping.track(orderId);
    }
  }

  private List<String> columns() {
    return Arrays.stream(out.toString(StandardCharsets.UTF_8).split("\t"))
        .map(String::strip)
        .toList();
  }

  private static final class ShippingService extends ShippingGrpc.ShippingImplBase {

    @Override
    public void track(TrackRequest request, StreamObserver<Shipment> replies) {
      if (request.getOrderId().equals("1001")) {
        replies.onNext(
            Shipment.newBuilder()
                .setOrderId(request.getOrderId())
                .setStatus("in transit")
                .setCaller("me@shop")
                .build());
        replies.onCompleted();
      } else {
        replies.onError(Status.PERMISSION_DENIED.asRuntimeException());
      }
    }
  }
}
