package dev.cloudrunauth.local.service;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.cloudrunauth.local.http.Response;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A sample in REST: {@code GET /orders/ID} and {@code POST /orders}, which takes {@code
 * {"productId": …, "quantity": …}}. Every answer names the caller. Threads may share it.
 */
public final class OrdersService implements ServiceHandler {

  private static final String PATH = "/orders";
  private static final String ADVICE = "send {\"productId\": \"1\", \"quantity\": 2}";

  private final Map<String, JsonObject> orders = new ConcurrentHashMap<>();
  private final AtomicInteger lastId = new AtomicInteger(1000);

  /** Starts with one order, 1001. */
  public OrdersService() {
    place("1", 2);
  }

  @Override
  public Response handle(ServiceRequest request) {
    if (request.path().equals(PATH)) {
      return request.method().equals("POST")
          ? post(request)
          : Answers.methodNotAllowed("POST", request);
    }
    if (!request.path().startsWith(PATH + "/")) {
      return Answers.notFound(request);
    }
    return request.method().equals("GET") ? get(request) : Answers.methodNotAllowed("GET", request);
  }

  private Response get(ServiceRequest request) {
    return Optional.ofNullable(orders.get(request.path().substring(PATH.length() + 1)))
        .map(order -> Answers.json(200, order, request))
        .orElseGet(() -> Answers.notFound(request));
  }

  private Response post(ServiceRequest request) {
    Wish wish;
    try {
      wish = request.body().json(Wish.class);
    } catch (JsonParseException e) {
      return Answers.badRequest(ADVICE, request);
    }
    if (wish.productId() == null || wish.quantity() < 1) {
      return Answers.badRequest(ADVICE, request);
    }
    var order = place(wish.productId(), wish.quantity());
    return Answers.json(200, order, request)
        .with("Location", PATH + "/" + order.get("id").getAsString());
  }

  private JsonObject place(String productId, int quantity) {
    String id = Integer.toString(lastId.incrementAndGet());
    var order = new JsonObject();
    order.addProperty("id", id);
    order.addProperty("productId", productId);
    order.addProperty("quantity", quantity);
    order.addProperty("status", "placed");
    orders.put(id, order);
    return order;
  }

  private record Wish(@Nullable String productId, int quantity) {}
}
