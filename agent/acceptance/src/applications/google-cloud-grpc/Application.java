package com.example.shop;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.firestore.FirestoreOptions;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import com.google.protobuf.StringValue;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.auth.MoreCallCredentials;
import io.grpc.binarylog.v1.GrpcLogEntry;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.services.BinaryLogSink;
import io.grpc.protobuf.services.BinaryLogs;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Publishes and stores an order by Google's libraries, and asks each service twice over gRPC: with
 * nothing, and with the credentials that the libraries have.
 */
public class Application {

  private static final MethodDescriptor<StringValue, StringValue> ECHO =
      MethodDescriptor.newBuilder(
              ProtoUtils.marshaller(StringValue.getDefaultInstance()),
              ProtoUtils.marshaller(StringValue.getDefaultInstance()))
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("shop.Items/Echo")
          .build();

  public static void main(String[] arguments) throws Exception {
    var publisher = Publisher.newBuilder(TopicName.of("shop", "orders")).build();
    var order = PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8("spoon")).build();
    System.out.println("Pub/Sub " + publisher.publish(order).get());
    publisher.shutdown();
    try (var firestore = FirestoreOptions.newBuilder().setProjectId("shop").build().getService()) {
      var stored = firestore.document("orders/1").create(Map.of("name", "spoon")).get();
      System.out.println("Firestore " + stored.getUpdateTime());
    }
    var credentials =
        MoreCallCredentials.from(
            GoogleCredentials.getApplicationDefault()
                .createScoped("https://www.googleapis.com/auth/cloud-platform"));
    for (var variable : List.of("ORDERS_HOST", "STOCK_HOST")) {
      var host = System.getenv(variable);
      ask("nothing", host, CallOptions.DEFAULT);
      ask("own credentials", host, CallOptions.DEFAULT.withCallCredentials(credentials));
    }
    System.exit(0);
  }

  private static void ask(String way, String host, CallOptions options) throws IOException {
    var log = new Log();
    var channel =
        Grpc.newChannelBuilder(host + ":443", TlsChannelCredentials.create())
            .setBinaryLog(BinaryLogs.createBinaryLog(log, "*"))
            .build();
    var spoon = StringValue.of("spoon");
    try {
      var answer = ClientCalls.blockingUnaryCall(channel, ECHO, options, spoon);
      System.out.println(way + " " + host + " " + answer.getValue());
    } catch (StatusRuntimeException failure) {
      System.out.println(way + " " + host + " " + failure.getStatus());
    } finally {
      channel.shutdownNow();
    }
    System.out.println("binary log of " + log.entries);
  }

  /** The kinds of entries, and which of them name a header for credentials. */
  private static final class Log implements BinaryLogSink {

    private final List<String> entries = new ArrayList<>();

    @Override
    public synchronized void write(MessageLite message) {
      var entry = (GrpcLogEntry) message;
      boolean isTold = entry.toString().toLowerCase(Locale.ROOT).contains("authorization");
      entries.add(entry.getType() + (isTold ? " with a token" : ""));
    }

    @Override
    public void close() {}
  }
}
