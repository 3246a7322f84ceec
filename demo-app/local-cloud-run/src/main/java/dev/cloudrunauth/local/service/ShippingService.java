package dev.cloudrunauth.local.service;

import com.google.gson.JsonObject;
import dev.cloudrunauth.local.http.Response;

/**
 * A sample in REST: {@code GET /shipments/ORDER-ID} says where an order is, {@code PUT} of the same
 * sends it. Every answer names the caller. Threads may share it.
 */
public final class ShippingService implements ServiceHandler {

  private static final String PATH = "/shipments/";

  @Override
  public Response handle(ServiceRequest request) {
    if (!request.path().startsWith(PATH)) {
      return Answers.notFound(request);
    }
    var shipment = new JsonObject();
    shipment.addProperty("orderId", request.path().substring(PATH.length()));
    shipment.addProperty("carrier", "Pony Express");
    return switch (request.method()) {
      case "GET" -> {
        shipment.addProperty("status", "in transit");
        yield Answers.json(200, shipment, request);
      }
      case "PUT" -> {
        shipment.addProperty("status", "handed over");
        yield Answers.json(202, shipment, request);
      }
      default -> Answers.methodNotAllowed("GET, PUT", request);
    };
  }
}
