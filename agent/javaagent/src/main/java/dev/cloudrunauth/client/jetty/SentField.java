package dev.cloudrunauth.client.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** A header with a token, as the two versions of HTTP write it. Nobody changes the bytes. */
final class SentField {

  private static final int NEVER_INDEXED = 0x10;
  private static final int PREFIX = 0x7f;
  private static final int MORE = 0x80;
  private static final int MORE_BITS = 7;

  private final String name;

  /** A line of HTTP/1.1, with its end. */
  final byte[] line;

  /** A field of HTTP/2 that nobody indexes (RFC 7541, 6.2.3). */
  final byte[] encoded;

  SentField(String name, String value) {
    this.name = name;
    line = (name + ": " + value + "\r\n").getBytes(ISO_8859_1);
    var all = new ByteArrayOutputStream();
    all.write(NEVER_INDEXED);
    write(all, name.toLowerCase(Locale.ROOT).getBytes(ISO_8859_1));
    write(all, value.getBytes(ISO_8859_1));
    encoded = all.toByteArray();
  }

  /** A string that is not compressed, behind its length. */
  private static void write(ByteArrayOutputStream to, byte[] text) {
    if (text.length < PREFIX) {
      to.write(text.length);
    } else {
      to.write(PREFIX);
      int rest = text.length - PREFIX;
      for (; rest >= MORE; rest >>= MORE_BITS) {
        to.write(rest % MORE | MORE);
      }
      to.write(rest);
    }
    to.writeBytes(text);
  }

  boolean isNamed(String name) {
    return this.name.equals(name);
  }
}
