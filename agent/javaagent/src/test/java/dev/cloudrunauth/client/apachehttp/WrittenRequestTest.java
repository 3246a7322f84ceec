package dev.cloudrunauth.client.apachehttp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.http.message.BasicHttpRequest;
import org.junit.jupiter.api.Test;

class WrittenRequestTest {

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
