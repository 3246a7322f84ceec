package com.example.caller;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the callers of Netty's clients have in common. */
final class NettyParts {

  private NettyParts() {}

  /** A client logs what is no failure of the program's: a handshake that is refused, for one. */
  static Logger silent(String name) {
    var logger = Logger.getLogger(name);
    logger.setLevel(Level.OFF);
    return logger;
  }

  static Map<String, List<String>> map(HttpHeaders headers) {
    var map = new HashMap<String, List<String>>();
    for (var header : headers.entries()) {
      map.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.getValue());
    }
    return map;
  }

  /** Fails if a request shows a token to the application. */
  static void look(HttpHeaders headers) {
    for (var header : headers.entries()) {
      if (header.getKey().toLowerCase(Locale.ROOT).endsWith("authorization")) {
        Call.refuseToken(header.getValue());
      }
    }
  }
}
