package dev.cloudrunauth.local.service;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.TrpcException.Kind;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sample in tRPC 11 over HTTP, without batches: the query {@code product.byId} and the mutation
 * {@code product.reserve}. The data of every result names the caller. Threads may share it.
 */
public final class CatalogService implements ServiceHandler {

  private static final String PATH = "/trpc/";

  private static final Map<String, String> PRODUCTS =
      Map.of("1", "Espresso machine", "2", "Coffee grinder", "3", "Milk jug");

  @Override
  public Response handle(ServiceRequest request) {
    String procedure =
        request.path().startsWith(PATH) ? request.path().substring(PATH.length()) : "";
    try {
      var data =
          switch (procedure) {
            case "product.byId" -> product(queryInput(request, procedure));
            case "product.reserve" -> reservation(mutationInput(request, procedure));
            default ->
                throw new TrpcException(
                    Kind.NOT_FOUND, "No procedure found on path \"" + procedure + "\"");
          };
      data.addProperty("caller", request.caller().orElse(null));
      return Response.json(200, Map.of("result", Map.of("data", data)));
    } catch (TrpcException e) {
      return e.answer(procedure);
    }
  }

  private static JsonObject product(Input input) throws TrpcException {
    if (input.id() == null) {
      throw new TrpcException(Kind.BAD_REQUEST, "The input needs an id");
    }
    String name = PRODUCTS.get(input.id());
    if (name == null) {
      throw new TrpcException(Kind.NOT_FOUND, "No product with id \"" + input.id() + "\"");
    }
    var product = new JsonObject();
    product.addProperty("id", input.id());
    product.addProperty("name", name);
    return product;
  }

  private static JsonObject reservation(Input input) throws TrpcException {
    var product = product(input);
    product.addProperty("reserved", Objects.requireNonNullElse(input.quantity(), 1));
    return product;
  }

  private static Input queryInput(ServiceRequest request, String procedure) throws TrpcException {
    expect("GET", request, procedure, "query");
    return input(Body.of(request.parameter("input").orElse("")));
  }

  private static Input mutationInput(ServiceRequest request, String procedure)
      throws TrpcException {
    expect("POST", request, procedure, "mutation");
    return input(request.body());
  }

  private static void expect(String method, ServiceRequest request, String procedure, String kind)
      throws TrpcException {
    if (!request.method().equals(method)) {
      throw new TrpcException(
          Kind.METHOD_NOT_SUPPORTED,
          "Unsupported %s-request to %s procedure at path \"%s\""
              .formatted(request.method(), kind, procedure));
    }
  }

  private static Input input(Body json) throws TrpcException {
    try {
      return json.json(Input.class);
    } catch (JsonParseException e) {
      throw new TrpcException(Kind.BAD_REQUEST, "The input is not what the procedure takes");
    }
  }

  private record Input(@Nullable String id, @Nullable Integer quantity) {}
}
