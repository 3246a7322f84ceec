package com.example.untouched;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;

/** Code of the application's own that fails in the middle of a call. */
final class JdkBodies {

  private JdkBodies() {}

  static void make(Probes probes) throws Exception {
    for (var way : JdkWay.values()) {
      make(probes, way, ", " + way);
    }
  }

  private static void make(Probes probes, JdkWay way, String by) throws Exception {
    probes.make(
        "a BodyHandler that throws" + by,
        (service, seen) ->
            way.look(
                way.builder().build(),
                HttpRequest.newBuilder(service.uri("/hello")),
                info -> {
                  throw new UnsupportedOperationException("the handler's");
                },
                seen));
    probes.make(
        "a BodySubscriber that throws" + by,
        (service, seen) ->
            way.look(
                way.builder().build(),
                HttpRequest.newBuilder(service.uri("/hello")),
                info ->
                    BodySubscribers.mapping(
                        BodySubscribers.ofString(StandardCharsets.UTF_8),
                        text -> {
                          throw new UnsupportedOperationException("the subscriber's");
                        }),
                seen));
    probes.make(
        "a BodyPublisher that throws" + by,
        (service, seen) ->
            way.look(
                way.builder().build(),
                HttpRequest.newBuilder(service.uri("/hello")).POST(new Throwing()),
                seen));
    probes.make(
        "a BodyPublisher that fails" + by,
        (service, seen) ->
            way.look(
                way.builder().build(),
                HttpRequest.newBuilder(service.uri("/hello"))
                    .POST(
                        BodyPublishers.ofInputStream(
                            () -> {
                              throw new UnsupportedOperationException("the stream's");
                            })),
                seen));
  }

  private static final class Throwing implements BodyPublisher {

    @Override
    public long contentLength() {
      return 1;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      throw new UnsupportedOperationException("the publisher's");
    }
  }
}
