package com.example.caller;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.http.HttpEntity;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpEntityEnclosingRequestBase;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.util.EntityUtils;

/** What both clients of Apache HttpClient 4 send and receive. */
final class ApacheHttp4Messages {

  private ApacheHttp4Messages() {}

  /** Fails if a request shows a token of the agent's. */
  static void look(HttpRequest request) {
    for (var header : request.getAllHeaders()) {
      if (header.getName().toLowerCase(Locale.ROOT).endsWith("authorization")) {
        Call.refuseToken(header.getValue());
      }
    }
  }

  /** Gives a request the target that a call wants in its first line. */
  static void aim(HttpRequest request) {
    var target = request.getFirstHeader(Call.REQUEST_TARGET);
    if (target != null) {
      request.removeHeaders(Call.REQUEST_TARGET);
      ((HttpRequestWrapper) request).setURI(URI.create(target.getValue()));
    }
  }

  /**
   * The request of a call.
   *
   * @param body what it is sent with, if the call has a body
   */
  static Request request(Call call, HttpEntity body) {
    var request = new Request(call.method, URI.create(call.url));
    for (var header : call.headers) {
      request.addHeader(header[0], Call.value(header[1]));
    }
    if (call.hasBody()) {
      request.setEntity(body);
    }
    return request;
  }

  /** What is told of a response. Its body is read. */
  static String told(Request request, HttpResponse response) throws IOException {
    var entity = response.getEntity();
    var body = entity == null ? "" : EntityUtils.toString(entity);
    look(request);
    int status = response.getStatusLine().getStatusCode();
    if (!Call.isTold(status)) {
      return status + " HTTP_1_1";
    }
    Map<String, List<String>> headers = new HashMap<>();
    for (var header : response.getAllHeaders()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.getValue());
    }
    return status + " HTTP_1_1 " + Call.described(headers, body);
  }

  /** Of any method, with a body or without. */
  static final class Request extends HttpEntityEnclosingRequestBase {

    private final String method;

    Request(String method, URI uri) {
      this.method = method;
      setURI(uri);
    }

    @Override
    public String getMethod() {
      return method;
    }
  }
}
