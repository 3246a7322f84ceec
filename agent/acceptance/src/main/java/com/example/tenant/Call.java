package com.example.tenant;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One call: {@code MODE PROTOCOL METHOD URL [+OPTION…] [NAME:VALUE…]}, with spaces between, and
 * underscores for spaces in a value. Immutable.
 */
final class Call {

  final String mode;
  final String protocol;
  final String method;
  final String url;
  final Set<String> options = new TreeSet<>();
  final List<String[]> headers = new ArrayList<>();

  private Call(String[] words) {
    mode = words[0];
    protocol = words[1];
    method = words[2];
    url = words[3];
    for (int i = 4; i < words.length; i++) {
      if (words[i].startsWith("+")) {
        options.add(words[i].substring(1));
      } else {
        headers.add(header(words[i]));
      }
    }
  }

  static Call parse(String line) {
    return new Call(line.split(" ", -1));
  }

  boolean isHttp2() {
    return protocol.equals("HTTP/2");
  }

  boolean has(String option) {
    return options.contains(option);
  }

  /** What stands behind an option's equals sign, or the default. */
  String option(String name, String otherwise) {
    for (var option : options) {
      if (option.startsWith(name + "=")) {
        return option.substring(name.length() + 1);
      }
    }
    return otherwise;
  }

  /** The headers that options of this name set: {@code app=NAME:VALUE}. */
  List<String[]> headers(String name) {
    var found = new ArrayList<String[]>();
    for (var option : options) {
      if (option.startsWith(name + "=")) {
        found.add(header(option.substring(name.length() + 1)));
      }
    }
    return found;
  }

  boolean hasBody() {
    return method.equals("POST");
  }

  private static String[] header(String word) {
    var header = word.split(":", 2);
    header[1] = header[1].replace('_', ' ');
    return header;
  }
}
