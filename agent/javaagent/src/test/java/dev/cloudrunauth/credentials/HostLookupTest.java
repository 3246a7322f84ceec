package dev.cloudrunauth.credentials;

import static dev.cloudrunauth.credentials.Limits.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostLookupTest {

  private static final String HOST = "sts.googleapis.com";
  private static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();

  @Test
  void aHostIsResolvedByTheJvmsOwnSettings() throws Exception {
    assertEquals(ADDRESS, HostLookup.OF_JVM.address("127.0.0.1"));
  }

  @Test
  void aLookUpThatHangsIsLeftAndItsAnswerServesALaterTry() throws Exception {
    var release = new CountDownLatch(1);
    var asked = new AtomicInteger();
    var hosts =
        new HostLookup(
            host -> {
              asked.incrementAndGet();
              await(release);
              return ADDRESS;
            });
    for (int i = 0; i < 20; i++) {
      var failure =
          assertThrows(TokenSourceException.class, () -> within(5, () -> hosts.address(HOST)));
      assertEquals("the look-up of the host " + HOST + " takes too long", failure.getMessage());
      assertTrue(failure.isRetryable());
    }
    assertEquals(1, asked.get(), "hung look-ups do not pile up");
    release.countDown();

    assertSame(ADDRESS, within(Limits.AMPLE_MILLIS, () -> hosts.address(HOST)));
  }

  @Test
  void aLookUpThatHangsKeepsNoOtherHostWaiting() throws Exception {
    var release = new CountDownLatch(1);
    var hosts =
        new HostLookup(
            host -> {
              if (host.equals(HOST)) {
                await(release);
              }
              return ADDRESS;
            });
    assertThrows(IOException.class, () -> within(5, () -> hosts.address(HOST)));
    assertSame(ADDRESS, within(Limits.AMPLE_MILLIS, () -> hosts.address("other.example.com")));
    release.countDown();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sts.googleapis.com: Temporary failure in name resolution",
        "sts.googleapis.com: Try again",
        "This is usually a temporary error during hostname resolution (sts.googleapis.com)",
      })
  void nameServersWithoutAnAnswerDoNotMakeAHostUnknown(String reason) {
    var hosts = failing(reason, HOST);
    for (int i = 0; i < 2; i++) {
      var failure = assertThrows(TokenSourceException.class, () -> hosts.address(HOST));
      assertTrue(String.valueOf(failure.getMessage()).startsWith("the look-up of the host "));
      assertTrue(failure.isRetryable());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sts.googleapis.com: Name or service not known",
        "sts.googleapis.com: nodename nor servname provided, or not known",
        "No such host is known (sts.googleapis.com)",
        "sts.googleapis.com",
      })
  void aHostThatDoesNotExistIsUnknown(String reason) {
    var hosts = failing(reason, HOST);
    for (int i = 0; i < 2; i++) {
      var failure = assertThrows(UnknownHostException.class, () -> hosts.address(HOST));
      assertEquals(HOST, failure.getMessage());
    }
  }

  @Test
  void whatAResolverOfTheApplicationThrowsIsAFailure() {
    var hosts =
        new HostLookup(
            host -> {
              throw new AssertionError("not mine");
            });
    var failure = assertThrows(TokenSourceException.class, () -> hosts.address(HOST));
    assertEquals(
        "the look-up of the host " + HOST + " failed: java.lang.AssertionError: not mine",
        failure.getMessage());
  }

  /** Fails with one message after the other, as the JDK does that keeps a failure for a while. */
  private static HostLookup failing(String first, String then) {
    var asked = new AtomicInteger();
    return new HostLookup(
        host -> {
          throw new UnknownHostException(asked.getAndIncrement() == 0 ? first : then);
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
