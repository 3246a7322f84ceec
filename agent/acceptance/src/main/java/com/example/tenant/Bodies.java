package com.example.tenant;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** What the applications send. */
final class Bodies {

  static final String TEXT = "{\"text\":\"a body\"}";

  /** More than HTTP/2 lets anyone send before the other side has taken some of it. */
  private static final int STREAM_BYTES = 100_000;

  private Bodies() {}

  static InputStream stream() {
    return new ByteArrayInputStream(bytes());
  }

  static byte[] bytes() {
    var bytes = new byte[STREAM_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + i % 26);
    }
    return bytes;
  }
}
