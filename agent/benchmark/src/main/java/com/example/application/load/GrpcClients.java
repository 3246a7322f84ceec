package com.example.application.load;

import io.grpc.CallCredentials;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Unary calls over gRPC, in a class of its own: not every application has it. Calls to one place
 * share a channel, which is one connection.
 */
final class GrpcClients {

  private static final Metadata.Key<String> AUTHORIZATION = key("authorization");
  private static final Metadata.Key<String> SERVERLESS = key("x-serverless-authorization");
  private static final String OWN_VALUE = "Bearer for-the-service-alone";
  private static final int OK = 200;

  private static final MethodDescriptor<byte[], byte[]> UNARY =
      MethodDescriptor.newBuilder(new Bytes(), new Bytes())
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("example.Echo/Unary")
          .build();

  private GrpcClients() {}

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /**
   * Makes a client: {@code grpc}, {@code grpc-own} with credentials of its own beside the token, or
   * {@code grpc-miss}, which calls where no token is wanted.
   */
  static Clients.Call of(String name, Token token) {
    return switch (name) {
      case "grpc" -> token.isByHand() ? calls(GrpcByHand.credentials(token)) : withHeader(token);
      case "grpc-own" -> calls(new Own(token));
      case "grpc-miss" -> withHeader(uri -> null);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Clients.Call calls(CallCredentials credentials) {
    Map<String, Channel> channels = new ConcurrentHashMap<>();
    var options = CallOptions.DEFAULT.withCallCredentials(credentials);
    return uri -> call(channels.computeIfAbsent(uri.getAuthority(), GrpcClients::open), options);
  }

  private static Clients.Call withHeader(Token token) {
    Map<String, Channel> channels = new ConcurrentHashMap<>();
    return uri ->
        call(
            channels.computeIfAbsent(
                uri.getAuthority(), authority -> withHeader(open(authority), value(token, uri))),
            CallOptions.DEFAULT);
  }

  private static @Nullable String value(Token token, URI uri) {
    try {
      return token.headerValue(uri);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Channel withHeader(Channel channel, @Nullable String value) {
    if (value == null) {
      return channel;
    }
    var headers = new Metadata();
    headers.put(AUTHORIZATION, value);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static Channel open(String authority) {
    return Grpc.newChannelBuilder(authority, TlsChannelCredentials.create()).build();
  }

  private static int call(Channel channel, CallOptions options) {
    return ClientCalls.blockingUnaryCall(channel, UNARY, options, new byte[] {'w', 'e', 'l', 'l'})
                .length
            > 0
        ? OK
        : 0;
  }

  /** An application's own credentials, and those for Cloud Run if it knows of them. */
  private static final class Own extends CallCredentials {

    private final Token token;

    Own(Token token) {
      this.token = token;
    }

    @Override
    public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier to) {
      var headers = new Metadata();
      headers.put(AUTHORIZATION, OWN_VALUE);
      try {
        var value = token.headerValue(URI.create("https://" + request.getAuthority()));
        if (value != null) {
          headers.put(SERVERLESS, value);
        }
        to.apply(headers);
      } catch (IOException failure) {
        to.fail(Status.UNAVAILABLE.withCause(failure));
      }
    }
  }
}
