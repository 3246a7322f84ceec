package dev.cloudrunauth.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cloudrunauth.token.TokenSourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:8080",
        "metadata.google.internal",
        "metadata.google.internal:80",
        "localhost:65535",
        "[::1]",
        "[::1]:8080",
        "Metadata-1"
      })
  void aHostWithOrWithoutAPortIsAnAddress(String host) throws Exception {
    assertEquals("http://" + host, MetadataAddress.url(host));
  }

  @Test
  void withoutTheVariableItIsWhereGoogleHasIt() throws Exception {
    assertEquals("http://metadata.google.internal", MetadataAddress.url(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::1",
        "[::1",
        "127.0.0.1 :80",
        "meta_data:80",
        "localhost:",
        "localhost:http",
        "localhost:0",
        "localhost:-1",
        "localhost:65536",
        "localhost:99999999999",
        "http://localhost",
        "http://localhost:80",
        "localhost/",
        "localhost:80/computeMetadata",
        "localhost?x",
        "localhost#x",
        "user@localhost",
        "a:1:2",
        "$HOST",
        "%20",
        ":80"
      })
  void anythingElseIsReportedWithTheVariableAndNotTriedAgain(String value) {
    var failure = assertThrows(TokenSourceException.class, () -> MetadataAddress.url(value));
    assertEquals(
        "GCE_METADATA_HOST is \""
            + value
            + "\": write HOST or HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080",
        failure.getMessage());
    assertFalse(failure.isRetryable());
  }
}
