package com.example.jetty;

import static com.example.jetty.Reflection.anyType;
import static com.example.jetty.Reflection.call;
import static com.example.jetty.Reflection.callOrNull;
import static com.example.jetty.Reflection.has;
import static com.example.jetty.Reflection.make;

import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request, and what a call of it comes to. For one thread at a time. */
public final class JettyRequest {

  private static final String CLIENT = "org.eclipse.jetty.client.";

  private final Object request;

  JettyRequest(Object request) {
    this.request = request;
  }

  /** A response, with its body. */
  public static final class Answer {
    private final Object response;

    private Answer(Object response) {
      this.response = response;
    }

    /** The status code. */
    public int status() {
      return (int) call(response, "getStatus");
    }

    /** The protocol, as Jetty calls it. */
    public String version() {
      return call(response, "getVersion").toString();
    }

    /** The headers. */
    public Map<String, List<String>> headers() {
      return map(call(response, "getHeaders"));
    }

    /** The body. */
    public String text() {
      return (String) call(response, "getContentAsString");
    }
  }

  /** Adds a header. */
  public JettyRequest header(String name, String value) {
    if (has(request, "header", name, value)) {
      call(request, "header", name, value);
    } else {
      Consumer<Object> adding = headers -> call(headers, "add", name, value);
      call(request, "headers", adding);
    }
    return this;
  }

  /** Sends these bytes. */
  public JettyRequest body(byte[] bytes, String type) {
    if (has(request, "getBody")) {
      var content = anyType(CLIENT + "BytesRequestContent", CLIENT + "util.BytesRequestContent");
      call(request, "body", make(content, type, bytes));
    } else {
      call(request, "content", make(anyType(CLIENT + "util.BytesContentProvider"), type, bytes));
    }
    return this;
  }

  /** Sends what comes out of a stream. */
  public JettyRequest body(InputStream stream, String type) {
    if (has(request, "getBody")) {
      var content =
          anyType(CLIENT + "InputStreamRequestContent", CLIENT + "util.InputStreamRequestContent");
      call(request, "body", make(content, type, stream));
    } else {
      var content = make(anyType(CLIENT + "util.InputStreamContentProvider"), stream);
      call(request, "content", content, type);
    }
    return this;
  }

  /** What the first line names in place of the path. */
  public JettyRequest target(String target) {
    call(request, "path", target);
    return this;
  }

  /** How long the whole call may take. */
  public JettyRequest timeout(long millis) {
    call(request, "timeout", millis, TimeUnit.MILLISECONDS);
    return this;
  }

  /** How long the connection may be idle. */
  public JettyRequest idleTimeout(long millis) {
    call(request, "idleTimeout", millis, TimeUnit.MILLISECONDS);
    return this;
  }

  /** Has something called at an event: {@code onRequestHeaders}, for one. */
  public JettyRequest on(String event, Consumer<JettyRequest> listener) {
    Reflection.listen(
        request,
        event,
        (method, arguments) -> {
          var subject = arguments[0];
          listener.accept(
              new JettyRequest(event.startsWith("onRequest") ? subject : requestOf(subject)));
          return null;
        });
    return this;
  }

  /** Of a response, or of a result. */
  private static Object requestOf(Object subject) {
    return call(subject, "getRequest");
  }

  /** Makes the call, and waits for its answer. */
  public Answer send() {
    return new Answer(call(request, "send"));
  }

  /** Begins the call. */
  public Future<?> begin() {
    if (Reflection.has(CLIENT + "CompletableResponseListener")) {
      var listener = make(anyType(CLIENT + "CompletableResponseListener"), request);
      return (Future<?>) call(listener, "send");
    }
    var listener = make(anyType(CLIENT + "util.FutureResponseListener"), request);
    call(request, "send", listener);
    return (Future<?>) listener;
  }

  /** The answer of a call that {@link #begin} has begun. */
  public static Answer answer(Object of) {
    return new Answer(of);
  }

  /** Ends the call. */
  public void abort(Throwable cause) {
    call(request, "abort", cause);
  }

  /** Why the call was ended, or {@code null}. */
  public @Nullable Throwable abortCause() {
    return (Throwable) callOrNull(request, "getAbortCause");
  }

  /** The method and the URL. */
  public String line() {
    return call(request, "getMethod") + " " + (URI) call(request, "getURI");
  }

  /** The headers. */
  public Map<String, List<String>> headers() {
    return map(call(request, "getHeaders"));
  }

  private static Map<String, List<String>> map(Object headers) {
    var map = new HashMap<String, List<String>>();
    for (var field : (Iterable<?>) headers) {
      map.computeIfAbsent((String) call(field, "getName"), name -> new ArrayList<>())
          .add((String) call(field, "getValue"));
    }
    return map;
  }
}
