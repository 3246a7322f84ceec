package dev.cloudrunauth.client.apachehttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.cloudrunauth.instrumentation.RequestTarget;
import java.util.List;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.http.message.BasicHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/a?b=https://c.example.com", "//c.example.com/", "*", "c.example.com:443"})
  void aTargetThatIsNoUrlLeavesTheHostToTheHeader(String target) {
    assertNull(RequestTarget.host(target));
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example.com, a.example.com",
    "HTTPS://a.example.com/b, a.example.com",
    "https://a.example.com:8443?b, a.example.com:8443",
    "https://a.example.com#b, a.example.com",
    "https://b@c@a.example.com/@d, a.example.com",
    "http://a.example.com/b, http://a.example.com/b",
    "ftp://a.example.com, ftp://a.example.com"
  })
  void aUrlInTheFirstLineNamesTheHost(String target, String host) {
    assertEquals(host, RequestTarget.host(target));
  }

  @Test
  void aUrlInTheFirstLineCountsAsOneMoreHost() throws Throwable {
    var url = "https://b.example.com/c";
    var five = new BasicClassicHttpRequest("GET", (String) null);
    five.setPath(url);
    five.setHeader("Host", "a.example.com");
    var four = new BasicHttpRequest("GET", url);
    four.setHeader("Host", "a.example.com");

    for (var request : List.of(five, four)) {
      var written = new WrittenRequest(HttpCore.of(request.getClass()), request, null, -1);
      assertEquals(List.of("a.example.com", "b.example.com"), written.headers("Host"));
    }
  }
}
