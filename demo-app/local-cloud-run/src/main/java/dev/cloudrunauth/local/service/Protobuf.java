package dev.cloudrunauth.local.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Messages of Protocol Buffers that have no fields but short texts, as the samples speak them. */
public final class Protobuf {

  private static final int LENGTH_DELIMITED = 2;
  private static final int TYPE_BITS = 3;

  /** The longest text whose length is one byte. */
  private static final int SHORT = 127;

  private Protobuf() {}

  /**
   * Returns a message of these fields, numbered from 1; empty ones are left out.
   *
   * @throws IllegalArgumentException if one is longer than 127 bytes
   */
  public static byte[] of(String... fields) {
    var message = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i++) {
      byte[] text = fields[i].getBytes(UTF_8);
      if (text.length > SHORT) {
        throw new IllegalArgumentException("too long: " + fields[i]);
      }
      if (text.length > 0) {
        message.write(tag(i + 1));
        message.write(text.length);
        message.writeBytes(text);
      }
    }
    return message.toByteArray();
  }

  /** Returns a field of a message that has short texts only; empty if it is not there. */
  static String text(int field, byte[] message) {
    var rest = ByteBuffer.wrap(message);
    while (rest.hasRemaining()) {
      int tag = rest.get();
      byte[] text = new byte[rest.get()];
      rest.get(text);
      if (tag == tag(field)) {
        return new String(text, UTF_8);
      }
    }
    return "";
  }

  private static int tag(int field) {
    return field << TYPE_BITS | LENGTH_DELIMITED;
  }
}
