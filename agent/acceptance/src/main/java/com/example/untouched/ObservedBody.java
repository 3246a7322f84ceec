package com.example.untouched;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** A body that is sent, and notes whose thread fetches it. */
final class ObservedBody implements BodyPublisher {

  private final BodyPublisher text = BodyPublishers.ofString("hello");
  private final Seen seen;

  ObservedBody(Seen seen) {
    this.seen = seen;
  }

  @Override
  public long contentLength() {
    return text.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    seen.usualThread("BodyPublisher.subscribe");
    text.subscribe(subscriber);
  }
}
