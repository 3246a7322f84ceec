package com.example.grpc;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What an interceptor and a tracer are told of a call, in order, the former with its threads. A
 * channel that has it twice tells everything twice, to the outer one first or last.
 */
final class Events implements ClientInterceptor {

  private final List<String> call = new ArrayList<>();
  private final List<String> stream = new ArrayList<>();
  private int interceptors;
  private int openStreams;

  /**
   * Returns what has happened since the last report, when the streams have been closed: who calls
   * may know the answer a little earlier.
   *
   * @param isRead whether the call was read to its end, so that its listener was told of it
   * @param isWell whether the call went well; one that is refused may end before it is ready
   */
  synchronized String report(boolean isRead, boolean isWell) throws InterruptedException {
    while (openStreams > 0) {
      wait();
    }
    if (!isRead) {
      call.removeIf(event -> event.contains(" onClose "));
    }
    if (!isWell) {
      call.removeIf(event -> event.contains(" onReady "));
    }
    var report = call + ", " + stream;
    call.clear();
    stream.clear();
    interceptors = 0;
    return report;
  }

  private synchronized void opened() {
    openStreams++;
  }

  private synchronized void closed() {
    openStreams--;
    notifyAll();
  }

  private synchronized void add(List<String> events, String event) {
    events.add(event + " on " + Thread.currentThread().getName().replaceAll("[0-9]+", "N"));
  }

  /** Of a stream, on whichever thread it is created: what has waited goes on where it can. */
  private synchronized void add(String event) {
    stream.add(event);
  }

  private synchronized int number() {
    return ++interceptors;
  }

  /** The names alone, for the values have times. */
  private static String names(Metadata metadata) {
    return new TreeSet<>(metadata.keys()).toString();
  }

  @Override
  public <I, O> ClientCall<I, O> interceptCall(
      MethodDescriptor<I, O> method, CallOptions options, Channel next) {
    int number = number();
    var traced = number > 1 ? options : options.withStreamTracerFactory(new Tracers());
    return new SimpleForwardingClientCall<I, O>(next.newCall(method, traced)) {
      @Override
      public void start(Listener<O> listener, Metadata headers) {
        add(call, number + " start " + names(headers));
        super.start(new Told<>(listener, number), headers);
      }
    };
  }

  private final class Told<O> extends SimpleForwardingClientCallListener<O> {

    private final int number;

    Told(ClientCall.Listener<O> listener, int number) {
      super(listener);
      this.number = number;
    }

    @Override
    public void onReady() {
      add(call, number + " onReady");
      super.onReady();
    }

    @Override
    public void onHeaders(Metadata headers) {
      add(call, number + " onHeaders " + names(headers));
      super.onHeaders(headers);
    }

    @Override
    public void onMessage(O message) {
      add(call, number + " onMessage");
      super.onMessage(message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      add(call, number + " onClose " + status.getCode() + " " + names(trailers));
      super.onClose(status, trailers);
    }
  }

  private final class Tracers extends ClientStreamTracer.Factory {

    @Override
    public ClientStreamTracer newClientStreamTracer(
        ClientStreamTracer.StreamInfo info, Metadata headers) {
      opened();
      return new Tracer();
    }
  }

  private final class Tracer extends ClientStreamTracer {

    @Override
    public void streamCreated(Attributes transport, Metadata headers) {
      add("created " + names(headers));
    }

    @Override
    public void outboundHeaders() {
      add("headers sent");
    }

    @Override
    public void inboundHeaders() {
      add("headers");
    }

    @Override
    public void inboundTrailers(Metadata trailers) {
      add("trailers " + names(trailers));
    }

    @Override
    public void streamClosed(Status status) {
      add("closed " + status.getCode());
      closed();
    }
  }
}
