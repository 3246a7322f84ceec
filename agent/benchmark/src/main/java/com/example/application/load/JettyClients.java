package com.example.application.load;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;

/** Jetty's HttpClient, in a class of its own: not every application has it. */
final class JettyClients {

  private static final int MOST_QUEUED = 1_000;

  private JettyClients() {}

  static Clients.Call of(boolean isHttp2, Token token) throws Exception {
    var version = isHttp2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1;
    var http =
        new HttpClient(
            isHttp2
                ? new HttpClientTransportOverHTTP2(new HTTP2Client())
                : new HttpClientTransportOverHTTP());
    http.setMaxConnectionsPerDestination(isHttp2 ? 1 : Clients.MOST_CONNECTIONS);
    http.setMaxRequestsQueuedPerDestination(MOST_QUEUED);
    http.start();
    return uri -> {
      var request = http.newRequest(uri);
      var value = token.headerValue(uri);
      if (value != null) {
        request.headers(headers -> headers.put(HttpHeader.AUTHORIZATION, value));
      }
      var response = request.send();
      return response.getVersion() == version ? response.getStatus() : 0;
    };
  }
}
