package dev.cloudrunauth.client.apachehttp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.junit.jupiter.api.Test;

/** Over HTTP/2 two fields name the host, of which a server may believe either. */
class StreamRequestTest {

  private static final String ORDERS = "orders-4fjx2k-uc.a.run.app";
  private static final String STOCK = "stock-4fjx2k-uc.a.run.app";

  @Test
  void aHostBesideTheAuthorityCountsToo() throws Throwable {
    var request = request();
    assertEquals(List.of(ORDERS), hosts(request));

    request.setHeader("Host", STOCK);
    assertEquals(Set.of(ORDERS, STOCK), Set.copyOf(hosts(request)));
  }

  private static BasicHttpRequest request() {
    return new BasicHttpRequest("GET", new HttpHost("https", ORDERS), "/");
  }

  private static List<String> hosts(BasicHttpRequest request) throws Throwable {
    var core = (HttpCore5) HttpCore.of(BasicHttpRequest.class);
    Streams.begin(request);
    var stream = Streams.ofThread();
    Streams.end();
    if (stream == null) {
      throw new AssertionError("it has just begun");
    }
    return new StreamRequest(core, request, ORDERS, 443, stream).headers("Host");
  }
}
