package com.example.caller;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** The clients that a program uses, each created with the first call that names its mode. */
final class Clients implements AutoCloseable {

  /** By name, for a client that is not used may be missing. */
  private static final Map<String, String> CLASSES = new HashMap<>();

  static {
    add("JdkCalls", "send", "sendAsync", "sendHandshake");
    add("ConnectionCalls", "connection");
    add("OkHttpCalls", "execute", "enqueue", "handshake");
    add("ApacheHttp5Calls", "apache5");
    add("ApacheHttpAsync5Calls", "async5");
    add("ApacheHttp4Calls", "apache4");
    add("ApacheHttpAsync4Calls", "async4");
    add("ReactorNettyCalls", "block", "subscribe", "reactorHandshake");
    add("AsyncHttpClientCalls", "future", "handler", "upgrade");
    add("VertxCalls", "vertx", "context", "vertxHandshake");
    add("HelidonCalls", "web", "virtual");
    add("MicronautCalls", "exchange", "publisher", "stream");
    add("ArmeriaCalls", "blockingWeb", "webClient", "armeriaHandshake");
    add("JettyCalls", "jetty", "jettyListener", "jettyUpgrade");
    add("KtorCalls", "coroutine", "suspended", "ktorHandshake");
  }

  private final Map<String, ClientCalls> used = new LinkedHashMap<>();

  private static void add(String name, String... modes) {
    for (var mode : modes) {
      CLASSES.put(mode, name);
    }
  }

  /** The client that has a mode. */
  synchronized ClientCalls of(String mode) throws ReflectiveOperationException {
    var name = CLASSES.get(mode);
    if (name == null) {
      throw new IllegalArgumentException("no client has the mode " + mode);
    }
    var known = used.get(name);
    if (known == null) {
      known =
          Class.forName(Clients.class.getPackageName() + "." + name)
              .asSubclass(ClientCalls.class)
              .getDeclaredConstructor()
              .newInstance();
      used.put(name, known);
    }
    return known;
  }

  /** Makes a call, and returns what comes of it: its answer or its exception. */
  String outcome(String call) {
    try {
      return make(call);
    } catch (Throwable failure) {
      return failure.toString();
    }
  }

  /** Makes a call, and throws what the application sees of its failure. */
  String make(String call) throws Throwable {
    var parsed = Call.parse(call);
    try {
      return of(parsed.mode).make(parsed);
    } catch (ExecutionException failure) {
      throw failure.getCause() == null ? failure : failure.getCause();
    }
  }

  @Override
  public synchronized void close() {
    used.values().forEach(ClientCalls::close);
  }
}
