package com.example.shop;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.xds.XdsChannelCredentials;
import java.util.concurrent.TimeUnit;

/** Asks the service of a target twice, over TLS unless xDS says how. */
public class Application {

  private static final MethodDescriptor<StringValue, StringValue> ECHO =
      MethodDescriptor.newBuilder(
              ProtoUtils.marshaller(StringValue.getDefaultInstance()),
              ProtoUtils.marshaller(StringValue.getDefaultInstance()))
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("example.Echo/Unary")
          .build();

  public static void main(String[] arguments) {
    var credentials = XdsChannelCredentials.create(TlsChannelCredentials.create());
    var channel = Grpc.newChannelBuilder(arguments[0], credentials).build();
    for (int i = 0; i < 2; i++) {
      try {
        var answer =
            ClientCalls.blockingUnaryCall(
                channel,
                ECHO,
                CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.MINUTES),
                StringValue.of("spoon"));
        System.out.println("OK " + answer.getValue());
      } catch (StatusRuntimeException failure) {
        System.out.println(failure.getStatus().getCode());
        failure.printStackTrace();
      }
    }
    channel.shutdownNow();
  }
}
