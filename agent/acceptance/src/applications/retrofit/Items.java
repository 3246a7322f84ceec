package com.example.shop;

import java.util.concurrent.CompletableFuture;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** What a service has. */
interface Items {

  @GET("items/{id}")
  Call<Item> get(@Path("id") String id);

  @POST("items")
  Call<Item> add(@Body Item item);

  @GET("items/{id}")
  CompletableFuture<Response<Item>> getLater(@Path("id") String id);

  @POST("items")
  CompletableFuture<Response<Item>> addLater(@Body Item item);
}
