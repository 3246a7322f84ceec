package dev.cloudrunauth.instrumentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.cloudrunauth.launch.WovenJvm;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.http.Response;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Classes that are loaded and in use are woven, made as they were and woven again: calls of all
 * clients go on, also one that is under way meanwhile.
 */
class RetransformTest {

  private static final String SITE = "site.example.com";
  private static final String URL = "https://" + SITE + "/";

  private final Map<Integer, Boolean> asked = new ConcurrentHashMap<>();
  private volatile @Nullable CompletableFuture<Response> held;
  private volatile CompletableFuture<Boolean> arrived = new CompletableFuture<>();
  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder().publicSite(SITE, request -> answer()).start();
  private BiFunction<?, ?, ?>[] before = {};

  @BeforeEach
  void countAtEachHop() {
    var hops = WovenJvm.adapters(CompletableFuture.completedFuture(null));
    for (int i = 0; i < hops.length; i++) {
      hops[i] = counted(i, hops[i]);
    }
    before = WovenJvm.call(hops);
  }

  @AfterEach
  void stop() {
    WovenJvm.call(before);
    RealClient.close();
    cloudRun.close();
  }

  @Test
  void theClientsGoOnWhenTheirClassesAreWovenAndMadeAsTheyWereAndWovenAgain() throws Exception {
    var wovenHops = hopsOfAllClients();
    // All, in the order of Clients, but for the one that Java 15 and older have, and for the logs
    // of bytes, which nobody has switched on. Armeria always has its own, which is one of Netty's.
    var logs = Set.of(14, 20, 29, 35, 64);
    assertEquals(
        IntStream.range(0, 68).filter(hop -> !logs.contains(hop)).boxed().toList(), wovenHops);
    var classes = wovenClasses();
    var woven = classFiles(classes);

    for (var client :
        List.of(
            RealClient.SEND_ASYNC_HTTP_2,
            RealClient.EXECUTE,
            RealClient.CONNECTION,
            RealClient.APACHE_5,
            RealClient.APACHE_4,
            RealClient.APACHE_ASYNC_5,
            RealClient.APACHE_ASYNC_5_HTTP_2,
            RealClient.APACHE_ASYNC_4,
            RealClient.REACTOR_HTTP_2,
            RealClient.VERTX_HTTP_2,
            RealClient.ARMERIA_HTTP_2,
            RealClient.JETTY,
            RealClient.JETTY_HTTP_2,
            RealClient.KTOR)) {
      arrived = new CompletableFuture<>();
      held = new CompletableFuture<>();
      var underWay =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return client.post(cloudRun, URL);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      arrived.join();
      WovenJvm.takeOff(classes.toArray(new Class<?>[0]));
      var answer = held;
      held = null;
      assertFalse(answer == null);
      answer.complete(Response.text(200, "late\n"));
      assertEquals(200, underWay.join());

      assertEquals(List.of(), hopsOfAllClients(), "nothing is woven");
      var original = classFiles(classes);
      assertEquals(woven.keySet(), original.keySet());
      original.forEach((name, file) -> assertFalse(Arrays.equals(woven.get(name), file), name));

      WovenJvm.weaveAgain();
      assertEquals(wovenHops, hopsOfAllClients());
      classFiles(classes).forEach((name, file) -> assertArrayEquals(woven.get(name), file, name));
    }
  }

  private List<Integer> hopsOfAllClients() throws Exception {
    asked.clear();
    for (var client : RealClient.values()) {
      assertEquals(200, client.post(cloudRun, URL));
    }
    return List.copyOf(new TreeSet<>(asked.keySet()));
  }

  private Response answer() {
    var waited = held;
    arrived.complete(true);
    return waited == null ? Response.text(200, "ok\n") : waited.join();
  }

  @SuppressWarnings("unchecked")
  private BiFunction<?, ?, ?> counted(int index, BiFunction<?, ?, ?> hop) {
    var adapter = (BiFunction<Object, Object, Object>) hop;
    return (BiFunction<Object, Object, Object>)
        (subject, context) -> {
          asked.put(index, true);
          return adapter.apply(subject, context);
        };
  }

  private static List<Class<?>> wovenClasses() {
    var names =
        List.of(
            "jdk.internal.net.http.Exchange",
            "org.eclipse.jetty.client.transport.HttpReceiver",
            "org.eclipse.jetty.client.transport.HttpSender",
            "org.eclipse.jetty.client.transport.internal.HttpSenderOverHTTP",
            "org.eclipse.jetty.http2.HTTP2Session",
            "org.eclipse.jetty.http2.client.transport.internal.HttpSenderOverHTTP2",
            "org.eclipse.jetty.http2.hpack.HpackEncoder",
            "org.eclipse.jetty.io.ssl.SslConnection$SslEndPoint",
            "org.eclipse.jetty.util.BufferUtil",
            "io.ktor.client.engine.cio.Endpoint",
            "io.ktor.client.engine.cio.UtilsKt",
            "io.ktor.client.engine.cio.UtilsKt$readResponse$2",
            "jdk.internal.net.http.MultiExchange",
            "jdk.internal.net.http.HttpRequestImpl",
            "okhttp3.internal.connection.Exchange",
            "okhttp3.internal.http1.Http1ExchangeCodec",
            "okhttp3.internal.http2.Http2ExchangeCodec",
            "okhttp3.internal.http.CallServerInterceptor",
            "sun.net.www.http.HttpClient",
            "org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection",
            "org.apache.hc.core5.http.impl.io.AbstractMessageWriter",
            "org.apache.hc.core5.http.impl.io.HttpRequestExecutor",
            "org.apache.http.impl.DefaultBHttpClientConnection",
            "org.apache.http.impl.io.AbstractMessageWriter",
            "org.apache.http.protocol.HttpRequestExecutor",
            "org.apache.hc.client5.http.impl.async.HttpAsyncMainClientExec",
            "org.apache.hc.core5.http.impl.nio.AbstractHttp1StreamDuplexer",
            "org.apache.hc.core5.http.impl.nio.ClientHttp1StreamHandler",
            "org.apache.hc.core5.http2.impl.nio.ClientH2StreamHandler",
            "org.apache.hc.core5.http2.impl.DefaultH2RequestConverter",
            "org.apache.hc.core5.http2.hpack.HPackEncoder",
            "org.apache.http.impl.nio.client.AbstractClientExchangeHandler",
            "org.apache.http.impl.nio.DefaultNHttpClientConnection",
            "org.apache.http.impl.nio.codecs.AbstractMessageWriter",
            "org.apache.http.nio.protocol.HttpAsyncRequestExecutor",
            "io.netty.channel.CombinedChannelDuplexHandler",
            "io.netty.channel.CombinedChannelDuplexHandler$DelegatingChannelHandlerContext",
            "io.netty.channel.AbstractCoalescingBufferQueue",
            "io.netty.handler.codec.MessageToMessageCodec",
            "io.netty.handler.codec.http.HttpRequestEncoder",
            "io.netty.handler.codec.http2.AbstractHttp2StreamChannel",
            "io.netty.handler.codec.http2.DefaultHttp2FrameWriter",
            "io.netty.handler.codec.http2.HpackEncoder",
            "io.netty.handler.logging.LoggingHandler",
            "com.linecorp.armeria.client.HttpSessionHandler",
            "com.linecorp.armeria.client.ClientHttp1ObjectEncoder",
            "com.linecorp.armeria.client.ClientHttp2ObjectEncoder",
            "com.linecorp.armeria.client.HttpResponseWrapper",
            "com.linecorp.armeria.client.AbstractHttpResponseDecoder",
            "io.vertx.core.http.impl.http2.DefaultHttp2ClientStream",
            "io.vertx.core.http.impl.http2.DefaultHttp2ClientStream$HeadersWrite",
            "io.vertx.core.http.impl.http2.DefaultHttp2Stream");
    var classes = new ArrayList<Class<?>>();
    for (Class<?> loaded : WovenJvm.instrumentation().getAllLoadedClasses()) {
      var loader = loaded.getClassLoader();
      var isOurs = loader == null || loader == RetransformTest.class.getClassLoader();
      if (names.contains(loaded.getName())
          && (isOurs || loader == ClassLoader.getPlatformClassLoader())) {
        classes.add(loaded);
      }
    }
    assertEquals(names.size(), classes.size());
    return classes;
  }

  /** What the JVM has of these classes after all transformers before this one. */
  private static Map<String, byte[]> classFiles(List<Class<?>> classes) throws Exception {
    var files = new HashMap<String, byte[]>();
    ClassFileTransformer reader = new Reader(classes, files);
    WovenJvm.instrumentation().addTransformer(reader, true);
    try {
      WovenJvm.instrumentation().retransformClasses(classes.toArray(new Class<?>[0]));
    } finally {
      WovenJvm.instrumentation().removeTransformer(reader);
    }
    return files;
  }

  /** Sees class files, and leaves them as they are. */
  private static final class Reader implements ClassFileTransformer {

    private final List<Class<?>> classes;
    private final Map<String, byte[]> files;

    Reader(List<Class<?>> classes, Map<String, byte[]> files) {
      this.classes = classes;
      this.files = files;
    }

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> loaded,
        @Nullable ProtectionDomain domain,
        byte[] file) {
      if (loaded != null && classes.contains(loaded)) {
        files.put(String.valueOf(name), file);
      }
      return null;
    }
  }
}
