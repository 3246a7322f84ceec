package dev.cloudrunauth.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.cloudrunauth.weave.OkHttpVersions;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent asks of a request and how it copies one, with every version of OkHttp. */
class OkHttpRequestsTest {

  private static final String NAME = "Authorization";

  /** Where a copy goes, so that it has to be made. */
  @SuppressWarnings("UnusedVariable")
  private static volatile @Nullable Object made;

  static Stream<Arguments> versions() throws Exception {
    return OkHttpVersions.jars().entrySet().stream()
        .map(version -> Arguments.of(version.getKey(), version.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  void aCopyHasAHeaderMoreAndIsTheSameOtherwise(String version, List<URL> jars) throws Throwable {
    try (var okHttp = new URLClassLoader(jars.toArray(new URL[0]), null)) {
      var request = request(okHttp);
      var requests = OkHttpRequests.of(request.getClass());
      assertEquals("https", requests.scheme(request));
      assertEquals("stock.example.com", requests.host(request));
      assertEquals(8443, requests.port(request));

      var copy = requests.withHeader(request, NAME, "Bearer of news");

      assertEquals("Bearer of news", requests.header(copy, "authorization"));
      assertNull(requests.header(request, NAME), "the application's request is left alone");
      assertEquals("text/plain", requests.header(copy, "Accept"));
      assertEquals(called(request, "url"), called(copy, "url"));
      assertEquals("DELETE", called(copy, "method"));
      assertEquals("mine", called(copy, "tag"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  void noVersionFrom312OnLooksAtTheValueOnceMore(String version, List<URL> jars) throws Throwable {
    try (var okHttp = new URLClassLoader(jars.toArray(new URL[0]), null)) {
      var request = request(okHttp);
      var requests = OkHttpRequests.of(request.getClass());
      // Whoever looks refuses this.
      var value = "n\u00e9e";
      if (version.matches("OkHttp 3\\.([0-9]|1[01])\\..*")) {
        assertThrows(
            IllegalArgumentException.class, () -> requests.withHeader(request, NAME, value));
      } else {
        assertEquals(value, requests.header(requests.withHeader(request, NAME, value), NAME));
      }
    }
  }

  @Test
  void aCopyTakesNoMoreMemoryThanOneThatTheApplicationWouldMake() throws Throwable {
    var request = new Request.Builder().url("https://stock.example.com/").build();
    var requests = OkHttpRequests.of(Request.class);
    var value = "Bearer " + "x".repeat(900);

    long ours = bytesPerCopy(() -> requests.withHeader(request, NAME, value));
    long theirs = bytesPerCopy(() -> request.newBuilder().header(NAME, value).build());

    assertTrue(theirs > 0, "copies are counted");
    // One more list of headers would take 300 bytes.
    assertTrue(ours <= theirs + 100, ours + " bytes instead of " + theirs);
  }

  private static Object request(ClassLoader okHttp) throws ReflectiveOperationException {
    var type = okHttp.loadClass("okhttp3.Request$Builder");
    var builder = type.getConstructor().newInstance();
    type.getMethod("url", String.class)
        .invoke(builder, "https://stock.example.com:8443/items?id=7");
    type.getMethod("header", String.class, String.class).invoke(builder, "Accept", "text/plain");
    type.getMethod("delete").invoke(builder);
    type.getMethod("tag", Object.class).invoke(builder, "mine");
    return called(builder, "build");
  }

  private static Object called(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  private interface Copy {
    Object make() throws Throwable;
  }

  /** Of copies after the first, rounded down. */
  private static long bytesPerCopy(Copy copy) throws Throwable {
    int copies = 20_000;
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    made = copy.make();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < copies; i++) {
      made = copy.make();
    }
    return (threads.getThreadAllocatedBytes(thread) - before) / copies;
  }
}
