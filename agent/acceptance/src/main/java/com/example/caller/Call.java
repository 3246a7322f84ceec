package com.example.caller;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One call, as an argument of the program: {@code MODE PROTOCOL METHOD URL [NAME:VALUE …]}, with
 * spaces between. Immutable.
 */
final class Call {

  static final String BODY = "{\"text\":\"a body\"}";
  static final String BODY_TYPE = "application/json";

  /** A header that is not sent: what the first line of the request names in place of the path. */
  static final String REQUEST_TARGET = "Request-Target";

  final String mode;
  final String protocol;
  final String method;
  final String url;
  final List<String[]> headers = new ArrayList<>();

  private Call(String[] words) {
    mode = words[0];
    protocol = words[1];
    method = words[2];
    url = words[3];
    for (int i = 4; i < words.length; i++) {
      headers.add(words[i].split(":", 2));
    }
  }

  static Call parse(String argument) {
    return new Call(argument.split(" ", -1));
  }

  boolean isHttp2() {
    return protocol.equals("HTTP/2");
  }

  boolean hasBody() {
    return method.equals("POST");
  }

  /** Fails if the application, which sets no bearer token itself, can see one. */
  static void refuseToken(@Nullable String headerValue) {
    if (headerValue != null && headerValue.startsWith("Bearer ")) {
      throw new IllegalStateException("the application sees a token");
    }
  }

  /** Whether all of an answer is told: of each refusal, if the property says so. */
  static boolean isTold(int status) {
    return status == 401 || (status >= 400 && Boolean.getBoolean("caller.tells.refusals"));
  }

  /** All of an answer that does not differ from one moment to the next, in one line. */
  static String described(Map<String, List<String>> headers, String body) {
    var lines = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    lines.putAll(headers);
    lines.remove("Date");
    // OkHttp 3.0 notes its own times among the headers.
    lines.remove("OkHttp-Sent-Millis");
    lines.remove("OkHttp-Received-Millis");
    return lines + " " + body.replace("\n", "\\n");
  }

  /** A header value in which the first space was written as an underscore. */
  static String value(String written) {
    return written.replaceFirst("_", " ");
  }
}
