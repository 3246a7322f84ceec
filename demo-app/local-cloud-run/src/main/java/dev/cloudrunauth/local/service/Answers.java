package dev.cloudrunauth.local.service;

import com.google.gson.JsonObject;
import dev.cloudrunauth.local.http.Response;

/** How the samples in REST answer: in JSON, naming the caller. */
final class Answers {

  private Answers() {}

  static Response json(int status, JsonObject content, ServiceRequest request) {
    var answer = content.deepCopy();
    answer.addProperty("caller", request.caller().orElse(null));
    return Response.json(status, answer);
  }

  static Response notFound(ServiceRequest request) {
    return error(404, "there is nothing at " + request.path(), request);
  }

  static Response badRequest(String advice, ServiceRequest request) {
    return error(400, advice, request);
  }

  static Response methodNotAllowed(String allowed, ServiceRequest request) {
    return error(405, request.path() + " takes " + allowed, request).with("Allow", allowed);
  }

  private static Response error(int status, String message, ServiceRequest request) {
    var error = new JsonObject();
    error.addProperty("error", message);
    return json(status, error, request);
  }
}
