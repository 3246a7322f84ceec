package dev.cloudrunauth.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeavePointTest {

  @ParameterizedTest
  @EnumSource
  void theClassOfEachIsLookedAtWhenItIsLoaded(WeavePoint point) {
    assertTrue(ClassWatch.mayBeWoven(point.className));
    assertTrue(ClassWatch.mayBeWoven("shaded." + point.className.replace('/', '.')));
  }

  @ParameterizedTest
  @CsvSource({
    "jdk/internal/net/http/Exchange, JAVA_NET_HTTP",
    "okhttp3/internal/http/Http1xStream, OKHTTP_3_0_HTTP_1",
    "okhttp3/internal/http/Http2xStream, OKHTTP_3_0_HTTP_2",
    "okhttp3/internal/http1/Http1Codec, OKHTTP_3_5_HTTP_1",
    "okhttp3/internal/http2/Http2Codec, OKHTTP_3_5_HTTP_2",
    "okhttp3/internal/connection/Exchange, OKHTTP_3_14_EXCHANGE",
    "okhttp3/internal/http1/Http1ExchangeCodec, OKHTTP_3_14_HTTP_1",
    "okhttp3/internal/http2/Http2ExchangeCodec, OKHTTP_3_14_HTTP_2",
    "jdk/internal/net/http/MultiExchange, JAVA_NET_HTTP_ANSWER",
    "okhttp3/internal/http/HttpEngine, OKHTTP_3_0_ANSWER",
    "okhttp3/internal/http/CallServerInterceptor, OKHTTP_3_4_ANSWER",
    "java/lang/management/ManagementFactory, PLATFORM_MBEAN_SERVER"
  })
  void aClientIsKnownByTheNameOfItsClass(String internalName, WeavePoint point) {
    assertEquals(point, WeavePoint.in(internalName));
  }

  @ParameterizedTest
  @CsvSource({
    "com/example/shaded/okhttp3/internal/http1/Http1ExchangeCodec, OKHTTP_3_14_HTTP_1",
    "shaded/okhttp3/internal/http/Http2xStream, OKHTTP_3_0_HTTP_2",
    "shaded/okhttp3/internal/http/CallServerInterceptor, OKHTTP_3_4_ANSWER"
  })
  void aCopyOfOkHttpInAnotherPackageIsKnownToo(String internalName, WeavePoint point) {
    assertEquals(point, WeavePoint.in(internalName));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evilokhttp3/internal/http1/Http1ExchangeCodec",
        "com/example/evilokhttp3/internal/http2/Http2ExchangeCodec",
        "okhttp3/internal/http1/Http1ExchangeCodec$Companion",
        "okhttp3/internal/http1/AnotherHttp1ExchangeCodec",
        "Http1ExchangeCodec",
        "shaded/jdk/internal/net/http/Exchange",
        "shaded/jdk/internal/net/http/MultiExchange",
        "okhttp3/internal/http/HttpEngine$1",
        "jdk/internal/net/http/Exchange$ConnectionAborter",
        "shaded/java/lang/management/ManagementFactory",
        "java/lang/Object",
        ""
      })
  void anyOtherClassIsNoClient(String internalName) {
    assertNull(WeavePoint.in(internalName));
  }
}
