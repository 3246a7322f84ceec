package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** {@code java.net.http.HttpClient}, on every JDK at hand. */
class JavaNetHttpTest extends ClientContract {

  @Override
  Stream<Arguments> runs() {
    return Jdk.all().stream().map(jdk -> arguments(jdk, Client.JAVA_NET_HTTP));
  }

  @Override
  Class<? extends IOException> failure() {
    return IOException.class;
  }
}
