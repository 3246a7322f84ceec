package com.example.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A call, as a line says it: {@code KIND STUB AUTHORITY MESSAGE OPTION…}. A {@code _} in the
 * message is a space.
 */
final class Call {

  private static final int FIRST_OPTION = 4;
  private static final int MANY = 100;

  final String kind;
  final String stub;
  final String target;
  final String message;
  final List<String> options;

  private Call(List<String> words) {
    kind = words.get(0);
    stub = words.get(1);
    target = words.get(2);
    message = words.get(3).replace('_', ' ');
    options = words.subList(FIRST_OPTION, words.size());
  }

  static Call parse(String line) {
    return new Call(List.of(line.split(" ", -1)));
  }

  boolean has(String option) {
    return options.contains(option);
  }

  /** What follows the name of an option, or {@code null}. */
  @Nullable String value(String option) {
    return options.stream()
        .filter(each -> each.startsWith(option + "="))
        .map(each -> each.substring(option.length() + 1))
        .findFirst()
        .orElse(null);
  }

  /** Makes the call, and returns how many replies there were, or how it failed. */
  String outcome(Channels channels) {
    return outcomeOf(() -> make(channels.of(this), channels.options(this)));
  }

  private interface Calling {
    List<String> call() throws Throwable;
  }

  private static String outcomeOf(Calling calling) {
    try {
      return "OK " + calling.call().size();
    } catch (Throwable failure) {
      return text(failure);
    }
  }

  private static String text(Throwable failure) {
    var thrown =
        failure instanceof ExecutionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    var status = Status.fromThrowable(thrown);
    var text = new StringBuilder(status.getCode() + ": " + status.getDescription());
    for (var cause = status.getCause(); cause != null; cause = cause.getCause()) {
      text.append(" <- ").append(cause);
    }
    return text.toString().replace("\n", "\\n");
  }

  private List<String> make(Channel channel, CallOptions callOptions) throws Throwable {
    switch (stub) {
      case "blocking":
        return blocking(channel, callOptions);
      case "blocking2":
        return blocking2(channel, callOptions);
      case "future":
        return List.of(
            ClientCalls.futureUnaryCall(channel.newCall(method(), callOptions), message).get());
      case "async":
        return async(channel.newCall(method(), callOptions)).get();
      case "many":
        return many(channel, callOptions);
      default:
        throw new IllegalArgumentException("there is no stub " + stub);
    }
  }

  private List<String> blocking(Channel channel, CallOptions callOptions) {
    if (kind.equals("unary")) {
      return List.of(ClientCalls.blockingUnaryCall(channel, method(), callOptions, message));
    }
    return all(ClientCalls.blockingServerStreamingCall(channel, method(), callOptions, message));
  }

  private List<String> blocking2(Channel channel, CallOptions callOptions) throws Throwable {
    switch (kind) {
      case "unary":
        return List.of(ClientCalls.blockingV2UnaryCall(channel, method(), callOptions, message));
      case "server":
        var replies =
            ClientCalls.blockingV2ServerStreamingCall(channel, method(), callOptions, message);
        var read = new ArrayList<String>();
        for (var reply = replies.read(); reply != null; reply = replies.read()) {
          read.add(reply);
        }
        return read;
      case "client":
        var call = ClientCalls.blockingClientStreamingCall(channel, method(), callOptions);
        call.write(message);
        call.write(message);
        call.halfClose();
        return List.of(String.valueOf(call.read()));
      default:
        var both = ClientCalls.blockingBidiStreamingCall(channel, method(), callOptions);
        var all = new ArrayList<String>();
        for (int i = 0; i < 2; i++) {
          both.write(message);
          all.add(String.valueOf(both.read()));
        }
        both.halfClose();
        return all;
    }
  }

  private static List<String> all(Iterator<String> replies) {
    var all = new ArrayList<String>();
    replies.forEachRemaining(all::add);
    return all;
  }

  /** In both directions, the second message is sent when the first has its reply. */
  private CompletableFuture<List<String>> async(ClientCall<String, String> call) {
    var replies = new Replies(kind.equals("bidi") ? message : null);
    switch (kind) {
      case "unary":
        ClientCalls.asyncUnaryCall(call, message, replies);
        break;
      case "server":
        ClientCalls.asyncServerStreamingCall(call, message, replies);
        break;
      case "client":
        send(ClientCalls.asyncClientStreamingCall(call, replies), replies);
        break;
      default:
        send(ClientCalls.asyncBidiStreamingCall(call, replies), replies);
        break;
    }
    return replies.all;
  }

  private void send(StreamObserver<String> to, Replies replies) {
    replies.requests.complete(to);
    to.onNext(message);
    if (kind.equals("client")) {
      to.onNext(message);
      to.onCompleted();
    }
  }

  /** Begins the call, to be cancelled later. */
  Begun begin(Channels channels) throws Exception {
    var context = Context.current().withCancellation();
    var channel = channels.of(this);
    var callOptions = channels.options(this);
    var call = context.call(() -> channel.newCall(method(), callOptions));
    var replies = context.call(() -> async(call));
    return new Begun(
        replies,
        () -> {
          if (has("context")) {
            context.cancel(new IllegalStateException("changed my mind"));
          } else {
            call.cancel("changed my mind", null);
          }
        });
  }

  /** A call that goes on. */
  static final class Begun {

    private final CompletableFuture<List<String>> replies;
    private final Runnable cancellation;

    private Begun(CompletableFuture<List<String>> replies, Runnable cancellation) {
      this.replies = replies;
      this.cancellation = cancellation;
    }

    /** Cancels it, and returns what comes of that. */
    String cancel() {
      cancellation.run();
      return outcome();
    }

    /** Waits for its end. */
    String outcome() {
      return outcomeOf(() -> replies.get());
    }
  }

  private List<String> many(Channel channel, CallOptions callOptions) throws Throwable {
    var all = new ArrayList<CompletableFuture<List<String>>>();
    for (int i = 0; i < MANY; i++) {
      all.add(async(channel.newCall(method(), callOptions)));
    }
    var replies = new ArrayList<String>();
    for (var each : all) {
      replies.addAll(each.get());
    }
    return replies;
  }

  private MethodDescriptor<String, String> method() {
    switch (kind) {
      case "unary":
        return method(MethodType.UNARY, "Unary");
      case "server":
        return method(MethodType.SERVER_STREAMING, "ServerStream");
      case "client":
        return method(MethodType.CLIENT_STREAMING, "ClientStream");
      case "bidi":
        return method(MethodType.BIDI_STREAMING, "BidiStream");
      default:
        throw new IllegalArgumentException("there is no kind " + kind);
    }
  }

  private static MethodDescriptor<String, String> method(MethodType type, String name) {
    return MethodDescriptor.newBuilder(new Text(), new Text())
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName("example.Echo", name))
        .build();
  }
}
