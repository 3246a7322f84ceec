package com.example.grpc;

import io.grpc.CallCredentials;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.NameResolverRegistry;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The channels of a program: calls that need the same one share it. */
final class Channels implements AutoCloseable {

  private static final Metadata.Key<String> AUTHORIZATION = key("authorization");
  private static final Metadata.Key<String> SERVERLESS = key("x-serverless-authorization");

  private final Map<String, ManagedChannel> open = new ConcurrentHashMap<>();
  private final ClientInterceptor seen;

  Channels(ClientInterceptor seen) {
    NameResolverRegistry.getDefaultRegistry().register(new MarkedAddresses());
    this.seen = seen;
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** The channel of a call, seen from its application. */
  Channel of(Call call) {
    var name =
        call.target
            + call.value("override")
            + call.options.stream()
                .filter(each -> each.matches("plain|retry|hedge|balance|channel=.*"))
                .sorted()
                .reduce("", String::concat);
    Channel channel = open.computeIfAbsent(name, unknown -> open(call));
    var own = call.value("metadata");
    if (own != null) {
      var headers = new Metadata();
      headers.put(AUTHORIZATION, own.replaceFirst("_", " "));
      channel =
          ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }
    return ClientInterceptors.intercept(channel, seen);
  }

  private ManagedChannel open(Call call) {
    var credentials =
        call.has("plain") ? InsecureChannelCredentials.create() : TlsChannelCredentials.create();
    var builder = Grpc.newChannelBuilder(call.target, credentials).intercept(seen);
    var override = call.value("override");
    if (override != null) {
      builder.overrideAuthority(override);
    }
    if (call.has("balance")) {
      builder.defaultLoadBalancingPolicy("round_robin");
    }
    if (call.has("retry")) {
      builder.defaultServiceConfig(
          policy(
              "retryPolicy",
              Map.of(
                  "maxAttempts",
                  3.0,
                  "initialBackoff",
                  "0.01s",
                  "maxBackoff",
                  "0.01s",
                  "backoffMultiplier",
                  1.0,
                  "retryableStatusCodes",
                  List.of("ABORTED"))));
    }
    if (call.has("hedge")) {
      builder.defaultServiceConfig(
          policy(
              "hedgingPolicy",
              Map.of(
                  "maxAttempts",
                  3.0,
                  "hedgingDelay",
                  "0.01s",
                  "nonFatalStatusCodes",
                  List.of("ABORTED"))));
    }
    return builder.build();
  }

  private static Map<String, ?> policy(String name, Map<String, ?> policy) {
    return Map.of("methodConfig", List.of(Map.of("name", List.of(Map.of()), name, policy)));
  }

  CallOptions options(Call call) {
    var options = CallOptions.DEFAULT;
    var authority = call.value("authority");
    if (authority != null) {
      options = options.withAuthority(authority);
    }
    var deadline = call.value("deadline");
    if (deadline != null) {
      options = options.withDeadlineAfter(Long.parseLong(deadline), TimeUnit.MILLISECONDS);
    }
    if (call.has("ready")) {
      options = options.withWaitForReady();
    }
    var own = credentials(AUTHORIZATION, call.value("own"));
    var serverless = credentials(SERVERLESS, call.value("serverless"));
    if (own != null) {
      options = options.withCallCredentials(own);
    } else if (serverless != null) {
      options = options.withCallCredentials(serverless);
    }
    return options;
  }

  private static @Nullable CallCredentials credentials(
      Metadata.Key<String> key, @Nullable String value) {
    if (value == null) {
      return null;
    }
    return new CallCredentials() {
      @Override
      public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier to) {
        executor.execute(
            () -> {
              var headers = new Metadata();
              headers.put(key, value.replaceFirst("_", " "));
              to.apply(headers);
            });
      }

      /** Older versions want it. */
      @Override
      @SuppressWarnings("deprecation")
      public void thisUsesUnstableApi() {}
    };
  }

  /** Shuts all channels down, which lets calls that have begun go on. */
  String shutdown() {
    open.values().forEach(ManagedChannel::shutdown);
    return "shut down";
  }

  @Override
  public void close() {
    var unused = shutdown();
    for (var channel : open.values()) {
      try {
        channel.awaitTermination(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
