package com.example.shop;

import com.example.shop.items.Item;
import com.example.shop.items.ItemId;
import com.example.shop.items.Items;
import com.example.shop.items.ItemsGrpc.ItemsBlockingStub;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.function.Supplier;

/** Asks each service by a client of its own, waiting for the reply and not. */
@QuarkusMain
public class Application implements QuarkusApplication {

  @GrpcClient("orders")
  ItemsBlockingStub orders;

  @GrpcClient("orders")
  Items laterOrders;

  @GrpcClient("stock")
  ItemsBlockingStub stock;

  @GrpcClient("stock")
  Items laterStock;

  @GrpcClient("reviews")
  ItemsBlockingStub reviews;

  @GrpcClient("reviews")
  Items laterReviews;

  @Override
  public int run(String... arguments) {
    ask("orders", orders, laterOrders);
    ask("stock", stock, laterStock);
    ask("reviews", reviews, laterReviews);
    return 0;
  }

  private static void ask(String service, ItemsBlockingStub items, Items later) {
    var id = ItemId.newBuilder().setId("1").build();
    var fork = Item.newBuilder().setId("2").setName("fork").build();
    print("GET " + service, () -> items.get(id));
    print("GET later " + service, () -> later.get(id).await().indefinitely());
    print("POST " + service, () -> items.add(fork));
  }

  private static void print(String way, Supplier<Item> call) {
    System.out.println(way + " " + answer(call));
  }

  private static String answer(Supplier<Item> call) {
    try {
      return call.get().getName();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.PERMISSION_DENIED) {
        return "refused";
      }
      throw e;
    }
  }
}
