package dev.cloudrunauth.local.service;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.cloudrunauth.local.http.Response;

/** Answers with what it has seen, as JSON. */
public final class EchoService implements ServiceHandler {

  @Override
  public Response handle(ServiceRequest request) {
    if (request.request().isGrpc()) {
      return Response.grpc(new EchoCalls(request.path(), text -> seen(request, text).toString()));
    }
    return Response.json(200, seen(request, request.body().text()));
  }

  private static JsonObject seen(ServiceRequest request, String text) {
    var headers = new JsonArray();
    for (var line : request.headers()) {
      var header = new JsonObject();
      header.addProperty("name", line.name());
      header.addProperty("value", line.value());
      headers.add(header);
    }
    var seen = new JsonObject();
    seen.addProperty("service", request.service());
    seen.addProperty("method", request.method());
    seen.addProperty("path", request.request().target());
    seen.add("headers", headers);
    seen.addProperty("body", text);
    seen.addProperty("caller", request.caller().orElse(null));
    return seen;
  }
}
