package com.example.shop;

import com.example.shop.items.Item;
import com.example.shop.items.ItemId;
import com.example.shop.items.ItemsGrpc;
import com.example.shop.items.ItemsGrpc.ItemsBlockingStub;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.grpc.client.GrpcChannelFactory;

/** Asks each service by a generated stub, on the channel that the settings have for it. */
@SpringBootApplication
public class Application {

  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments);
  }

  @Bean
  CommandLineRunner shop(GrpcChannelFactory channels) {
    return arguments -> {
      for (var service : List.of("orders", "stock", "reviews")) {
        ask(service, ItemsGrpc.newBlockingStub(channels.createChannel(service)));
      }
    };
  }

  private static void ask(String service, ItemsBlockingStub items) {
    var id = ItemId.newBuilder().setId("1").build();
    var fork = Item.newBuilder().setId("2").setName("fork").build();
    print("GET " + service, () -> items.get(id));
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
