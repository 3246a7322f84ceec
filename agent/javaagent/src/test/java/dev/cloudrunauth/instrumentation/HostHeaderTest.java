package dev.cloudrunauth.instrumentation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values of {@code Host} name the target that a request goes to. */
class HostHeaderTest {

  private static final String ORDERS = "orders-4fjx2k-uc.a.run.app";

  @Test
  void aRequestWithoutOneNamesItsTarget() {
    assertTrue(HostHeader.namesTarget(null, ORDERS, -1));
    assertTrue(HostHeader.namesTarget(List.of(), ORDERS, -1));
  }

  @ParameterizedTest
  @CsvSource({
    "orders-4fjx2k-uc.a.run.app, -1",
    "ORDERS-4fjx2k-uc.A.run.app, 443",
    "orders-4fjx2k-uc.a.run.app:443, -1",
    "orders-4fjx2k-uc.a.run.app:8443, 8443"
  })
  void theTargetItselfIsNamedHoweverItIsSpelt(String value, int port) {
    assertTrue(HostHeader.namesTarget(List.of(value), ORDERS, port));
  }

  @ParameterizedTest
  @CsvSource({
    "stock-4fjx2k-uc.a.run.app, -1",
    "'', -1",
    "' orders-4fjx2k-uc.a.run.app', -1",
    "orders-4fjx2k-uc.a.run.app., -1",
    "orders-4fjx2k-uc.a.run.app:8443, -1",
    "orders-4fjx2k-uc.a.run.app, 8443",
    "orders-4fjx2k-uc.a.run.app:443, 8443",
    "orders-4fjx2k-uc.a.run.app:, -1",
    "orders-4fjx2k-uc.a.run.app:43, -1",
    "orders-4fjx2k-uc.a.run.app:0443, -1",
    "orders-4fjx2k-uc.a.run.app:1443, -1",
    "orders-4fjx2k-uc.a.run.app:44\u0663, -1",
    "orders-4fjx2k-uc.a.run.app443, -1",
    "orders-4fjx2k-uc.a.run.app.evil.com, -1",
    "tag---orders-4fjx2k-uc.a.run.app, -1",
    "'orders-4fjx2\u212a-uc.a.run.app', -1"
  })
  void anyOtherAuthorityIsNotTheTarget(String value, int port) {
    assertFalse(HostHeader.namesTarget(List.of(value), ORDERS, port));
  }

  @Test
  void oneOfSeveralThatNamesAnotherIsEnough() {
    assertFalse(HostHeader.namesTarget(List.of(ORDERS, "stock.example.com"), ORDERS, -1));
    assertFalse(HostHeader.namesTarget(List.of("stock.example.com", ORDERS), ORDERS, -1));
  }
}
