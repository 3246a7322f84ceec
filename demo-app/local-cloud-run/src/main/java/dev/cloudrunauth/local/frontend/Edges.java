package dev.cloudrunauth.local.frontend;

import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.ServiceHandler;
import java.util.Map;

/** What may stand before Cloud Run, and refuses requests that Cloud Run never sees. */
public final class Edges {

  private Edges() {}

  /** Cloud Armor, by a rule that denies: a page of the load balancer, without a server's name. */
  public static ServiceHandler cloudArmor() {
    return request ->
        Response.html(
                403, "<!doctype html><meta charset=\"utf-8\"><title>403</title>403 Forbidden\n")
            .with("Via", "1.1 google");
  }

  /** API Gateway, to a caller whom its own configuration does not know. */
  public static ServiceHandler apiGateway() {
    return request ->
        Response.json(
            403,
            Map.of("code", 403, "message", "PERMISSION_DENIED: API demo is not enabled for you."));
  }
}
