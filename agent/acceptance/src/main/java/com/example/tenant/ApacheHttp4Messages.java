package com.example.tenant;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.http.HttpEntity;
import org.apache.http.HttpMessage;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;

/** What both clients of Apache HttpClient 4 send and receive. */
final class ApacheHttp4Messages {

  private ApacheHttp4Messages() {}

  /** An interceptor that sets a header. */
  static HttpRequestInterceptor setting(String[] header) {
    return (request, context) -> request.setHeader(header[0], header[1]);
  }

  static Map<String, List<String>> headers(HttpMessage message) {
    var headers = new HashMap<String, List<String>>();
    for (var header : message.getAllHeaders()) {
      headers
          .computeIfAbsent(header.getName(), name -> new ArrayList<>())
          .add(String.valueOf(header.getValue()));
    }
    return headers;
  }

  /**
   * The request of a call.
   *
   * @param body what it is sent with, if the call has a body
   */
  static HttpUriRequest request(Call call, HttpEntity body) {
    var request = RequestBuilder.create(call.method).setUri(URI.create(call.url));
    for (var header : call.headers) {
      request.addHeader(header[0], header[1]);
    }
    if (call.has("expect")) {
      request.setConfig(RequestConfig.custom().setExpectContinueEnabled(true).build());
    }
    if (call.hasBody()) {
      request.setEntity(body);
    }
    return request.build();
  }
}
