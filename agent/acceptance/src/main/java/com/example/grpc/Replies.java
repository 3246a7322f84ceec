package com.example.grpc;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Collects replies, and answers the first of a conversation. */
final class Replies implements StreamObserver<String> {

  final CompletableFuture<List<String>> all = new CompletableFuture<>();
  final CompletableFuture<StreamObserver<String>> requests = new CompletableFuture<>();
  private final List<String> got = new ArrayList<>();
  private final @Nullable String second;

  /**
   * Replies.
   *
   * @param second what to send when the first of them is there, or {@code null} for nothing
   */
  Replies(@Nullable String second) {
    this.second = second;
  }

  @Override
  public void onNext(String reply) {
    got.add(reply);
    if (second != null && got.size() == 1) {
      requests.join().onNext(second);
    } else if (second != null) {
      requests.join().onCompleted();
    }
  }

  @Override
  public void onError(Throwable failure) {
    all.completeExceptionally(failure);
  }

  @Override
  public void onCompleted() {
    all.complete(got);
  }
}
