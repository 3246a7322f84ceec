package dev.cloudrunauth.local.http;

import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Request;

/** What is sent over HTTP/2 before anyone has asked for it. */
final class Pushes {

  private static final Pattern PRELOAD = Pattern.compile("<([^>]+)>; rel=preload");

  private Pushes() {}

  /** Pushes what an answer wants to be loaded, to a client that takes it. */
  static void push(Response answer, Request request) {
    if (!request.getConnectionMetaData().isPushSupported()) {
      return;
    }
    for (String link : answer.headers().all("Link")) {
      var preload = PRELOAD.matcher(link);
      if (preload.matches()) {
        request.push(
            new MetaData.Request(
                HttpMethod.GET.asString(),
                HttpURI.build(request.getHttpURI()).pathQuery(preload.group(1)),
                HttpVersion.HTTP_2,
                HttpFields.EMPTY));
      }
    }
  }

  /** The streams that a server opens have even numbers. */
  static boolean isPushed(Request request) {
    return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2
        && Integer.parseInt(request.getId()) % 2 == 0;
  }
}
