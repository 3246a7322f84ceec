package dev.cloudrunauth.client.jetty;

import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;

/** The encoder of HTTP/2 fields of one copy of Jetty. Immutable. */
final class Encoder {

  private final Class<?> metaDataType;
  private final MethodHandle encode;
  private final MethodHandle encodeField;
  private final MethodHandle fieldName;

  Encoder(Types types, Class<?> encoder) throws ReflectiveOperationException {
    metaDataType = types.type("http.MetaData");
    var field = types.type("http.HttpField");
    encode = types.method(encoder, "encode", ByteBuffer.class, metaDataType);
    encodeField = types.method(encoder, "encode", ByteBuffer.class, field);
    fieldName = types.method(field, "getName");
  }

  /** Whether it is about to encode all of a message, and not a single field. */
  boolean isMessage(Object toEncode) {
    return metaDataType.isInstance(toEncode);
  }

  /** Encodes a message or a field. */
  void encode(Object encoder, ByteBuffer buffer, Object toEncode) throws Throwable {
    if (isMessage(toEncode)) {
      encode.invokeExact(encoder, buffer, toEncode);
    } else {
      encodeField.invokeExact(encoder, buffer, toEncode);
    }
  }

  String name(Object field) throws Throwable {
    return (String) fieldName.invokeExact(field);
  }
}
