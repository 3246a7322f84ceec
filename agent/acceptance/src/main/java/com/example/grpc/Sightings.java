package com.example.grpc;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Looks for tokens wherever an application could find one: each begins with {@code eyJ}. What the
 * service echoes is none, because it has no signature any more.
 */
final class Sightings implements ClientInterceptor {

  private static final String TOKEN = "eyJ";

  private final Set<String> places = Collections.synchronizedSet(new TreeSet<>());
  private final ConcurrentLinkedQueue<Metadata> kept = new ConcurrentLinkedQueue<>();
  private final Logger[] loggers = {Logger.getLogger("io.grpc"), Logger.getLogger("io.netty")};

  /** Looks at the logs too, at their most talkative level. */
  Sightings() {
    for (var logger : loggers) {
      logger.setUseParentHandlers(false);
      logger.setLevel(Level.ALL);
      logger.addHandler(new Log());
    }
  }

  /** Where there were tokens, and at which number of places one was looked for. */
  String report() {
    for (var metadata : kept) {
      look("metadata after the call", String.valueOf(metadata));
    }
    return kept.isEmpty() ? "nowhere looked" : places.toString();
  }

  private void look(String place, String text) {
    if (text.contains(TOKEN) && !text.contains("SIGNATURE_REMOVED_BY_GOOGLE")) {
      places.add(place);
    }
  }

  private void look(String place, Metadata metadata) {
    look(place, String.valueOf(metadata));
    kept.add(metadata);
  }

  @Override
  public <I, O> ClientCall<I, O> interceptCall(
      MethodDescriptor<I, O> method, CallOptions options, Channel next) {
    var call =
        next.newCall(
            method,
            options.withStreamTracerFactory(
                new ClientStreamTracer.Factory() {
                  @Override
                  public ClientStreamTracer newClientStreamTracer(
                      ClientStreamTracer.StreamInfo info, Metadata headers) {
                    look("tracer's factory", headers);
                    return new Tracer();
                  }
                }));
    return new SimpleForwardingClientCall<I, O>(call) {
      @Override
      public void start(Listener<O> listener, Metadata headers) {
        look("interceptor", headers);
        super.start(listener, headers);
        look("interceptor after the start", headers);
      }
    };
  }

  private final class Tracer extends ClientStreamTracer {

    @Override
    public void streamCreated(Attributes transport, Metadata headers) {
      look("tracer", headers);
    }
  }

  private final class Log extends Handler {

    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord line) {
      look("log of " + line.getLoggerName(), formatter.formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
