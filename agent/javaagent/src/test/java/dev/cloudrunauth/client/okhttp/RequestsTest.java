package dev.cloudrunauth.client.okhttp;

import static dev.cloudrunauth.token.Allocation.bytesPerCall;
import static dev.cloudrunauth.weave.Reflected.invoke;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.weave.OkHttpVersions;
import dev.cloudrunauth.weave.Reflected;
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
class RequestsTest {

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
      var requests = Requests.of(request.getClass());
      assertEquals("https", requests.scheme(request));
      assertEquals("stock.example.com", requests.host(request));
      assertEquals(8443, requests.port(request));

      var copy = withHeader(requests, request, NAME, "Bearer of news");

      assertEquals(List.of("Bearer of news"), requests.headers(copy, "authorization"));
      assertEquals(
          List.of(), requests.headers(request, NAME), "the application's request is left alone");
      assertEquals(List.of("text/plain"), requests.headers(copy, "Accept"));
      assertEquals(invoke(request, "url"), invoke(copy, "url"));
      assertEquals("DELETE", invoke(copy, "method"));
      assertEquals("mine", invoke(copy, "tag"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  void noVersionFrom312OnLooksAtTheValueOnceMore(String version, List<URL> jars) throws Throwable {
    try (var okHttp = new URLClassLoader(jars.toArray(new URL[0]), null)) {
      var request = request(okHttp);
      var requests = Requests.of(request.getClass());
      // Whoever looks refuses this.
      var value = "n\u00e9e";
      if (version.matches("OkHttp 3\\.([0-9]|1[01])\\..*")) {
        assertThrows(
            IllegalArgumentException.class, () -> withHeader(requests, request, NAME, value));
      } else {
        assertEquals(
            List.of(value), requests.headers(withHeader(requests, request, NAME, value), NAME));
      }
    }
  }

  @Test
  void aCopyTakesNoMoreMemoryThanOneThatTheApplicationWouldMake() throws Throwable {
    var request = new Request.Builder().url("https://stock.example.com/").build();
    var requests = Requests.of(Request.class);
    var value = "Bearer " + "x".repeat(900);

    long ours = bytesPerCall(() -> made = withHeader(requests, request, NAME, value));
    long theirs = bytesPerCall(() -> made = request.newBuilder().header(NAME, value).build());

    assertTrue(theirs > 0, "copies are counted");
    // One more list of headers would take 300 bytes.
    assertTrue(ours <= theirs + 100, ours + " bytes instead of " + theirs);
  }

  private static Object withHeader(Requests requests, Object request, String name, String value)
      throws Throwable {
    var hop = new WrittenRequest(requests, request, null);
    hop.setHeader(name, value);
    return hop.written();
  }

  private static Object request(ClassLoader okHttp) throws ReflectiveOperationException {
    var builder = Reflected.requestBuilder(okHttp, "https://stock.example.com:8443/items?id=7");
    var type = builder.getClass();
    type.getMethod("header", String.class, String.class).invoke(builder, "Accept", "text/plain");
    type.getMethod("delete").invoke(builder);
    type.getMethod("tag", Object.class).invoke(builder, "mine");
    return invoke(builder, "build");
  }
}
