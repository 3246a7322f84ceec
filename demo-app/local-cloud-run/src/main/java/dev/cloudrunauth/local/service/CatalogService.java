package dev.cloudrunauth.local.service;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.TrpcException.Kind;
import java.util.Map;

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

  private static JsonObject product(JsonObject input) throws TrpcException {
    String id = input.has("id") ? input.get("id").getAsString() : "";
    String name = PRODUCTS.get(id);
    if (name == null) {
      throw new TrpcException(Kind.NOT_FOUND, "No product with id \"" + id + "\"");
    }
    var product = new JsonObject();
    product.addProperty("id", id);
    product.addProperty("name", name);
    return product;
  }

  private static JsonObject reservation(JsonObject input) throws TrpcException {
    var product = product(input);
    product.addProperty("reserved", input.has("quantity") ? input.get("quantity").getAsInt() : 1);
    return product;
  }

  private static JsonObject queryInput(ServiceRequest request, String procedure)
      throws TrpcException {
    expect("GET", request, procedure, "query");
    return object(request.parameter("input").orElse(""));
  }

  private static JsonObject mutationInput(ServiceRequest request, String procedure)
      throws TrpcException {
    expect("POST", request, procedure, "mutation");
    return object(request.body().text());
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

  private static JsonObject object(String json) throws TrpcException {
    try {
      return JsonParser.parseString(json).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new TrpcException(Kind.BAD_REQUEST, "The input must be a JSON object");
    }
  }
}
