package com.example.untouched;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A body that comes as text, and notes the threads that bring it. */
final class Observed implements BodyHandler<String> {

  private final Seen seen;

  Observed(Seen seen) {
    this.seen = seen;
  }

  @Override
  public BodySubscriber<String> apply(ResponseInfo info) {
    seen.thread("BodyHandler.apply");
    var text = BodySubscribers.ofString(StandardCharsets.UTF_8);
    return new BodySubscriber<>() {

      @Override
      public CompletionStage<String> getBody() {
        return text.getBody();
      }

      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        seen.thread("onSubscribe");
        text.onSubscribe(subscription);
      }

      @Override
      public void onNext(List<ByteBuffer> item) {
        seen.thread("onNext");
        text.onNext(item);
      }

      @Override
      public void onError(Throwable failure) {
        seen.thread("onError");
        text.onError(failure);
      }

      @Override
      public void onComplete() {
        seen.thread("onComplete");
        text.onComplete();
      }
    };
  }
}
