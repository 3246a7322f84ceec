package dev.cloudrunauth.local.service;

import com.google.gson.JsonObject;
import dev.cloudrunauth.local.http.GrpcMethod;
import dev.cloudrunauth.local.http.Response;

/**
 * A sample in REST: {@code GET /shipments/ORDER-ID} says where an order is, {@code PUT} of the same
 * sends it. {@code shop.Shipping/Track} of the storefront's {@code shipping.proto} says the same
 * over gRPC as the first. Every answer names the caller. Threads may share it.
 */
public final class ShippingService implements ServiceHandler {

  private static final String PATH = "/shipments/";
  private static final String TRACK = "/shop.Shipping/Track";
  private static final String CARRIER = "Pony Express";
  private static final String IN_TRANSIT = "in transit";

  @Override
  public Response handle(ServiceRequest request) {
    if (request.request().isGrpc() && request.path().equals(TRACK)) {
      return Response.grpc(GrpcMethod.unary(order -> track(order, request)));
    }
    if (!request.path().startsWith(PATH)) {
      return Answers.notFound(request);
    }
    var shipment = new JsonObject();
    shipment.addProperty("orderId", request.path().substring(PATH.length()));
    shipment.addProperty("carrier", CARRIER);
    return switch (request.method()) {
      case "GET" -> {
        shipment.addProperty("status", IN_TRANSIT);
        yield Answers.json(200, shipment, request);
      }
      case "PUT" -> {
        shipment.addProperty("status", "handed over");
        yield Answers.json(202, shipment, request);
      }
      default -> Answers.methodNotAllowed("GET, PUT", request);
    };
  }

  private static byte[] track(byte[] order, ServiceRequest request) {
    return Protobuf.of(Protobuf.text(1, order), CARRIER, IN_TRANSIT, request.caller().orElse(""));
  }
}
