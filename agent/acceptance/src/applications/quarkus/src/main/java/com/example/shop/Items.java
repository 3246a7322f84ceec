package com.example.shop;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What a service has. */
@Path("/items")
public interface Items {

  @GET
  @Path("/{id}")
  Item get(@PathParam("id") String id);

  @GET
  @Path("/{id}")
  Uni<Item> getLater(@PathParam("id") String id);

  @POST
  Item add(Item item);

  @RegisterRestClient(configKey = "orders")
  interface Orders extends Items {}

  @RegisterRestClient(configKey = "stock")
  interface Stock extends Items {}

  @RegisterRestClient(configKey = "reviews")
  interface Reviews extends Items {}
}
