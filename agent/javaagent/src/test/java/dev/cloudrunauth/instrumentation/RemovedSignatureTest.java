package dev.cloudrunauth.instrumentation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What Google leaves of a token when it hands a request to a container. */
class RemovedSignatureTest {

  private static final String REMOVED = "Bearer eyJh.eyJp.SIGNATURE_REMOVED_BY_GOOGLE";

  @Test
  void aTokenWithoutItsSignatureIsRecognized() {
    assertTrue(RemovedSignature.isIn(REMOVED));
    assertTrue(RemovedSignature.isIn(REMOVED + " "));
    assertFalse(RemovedSignature.isIn("Bearer eyJh.eyJp.c2lnbmF0dXJl"));
    assertFalse(RemovedSignature.isIn("Bearer SIGNATURE_REMOVED_BY_GOOGLE.eyJp.c2lnbmF0dXJl"));
    assertFalse(RemovedSignature.isIn(""));
  }

  @Test
  void oneOfSeveralThatIsTheApplicationsOwnIsEnough() {
    assertTrue(RemovedSignature.areAll(List.of(REMOVED, REMOVED)));
    assertFalse(RemovedSignature.areAll(List.of(REMOVED, "Bearer own")));
    assertFalse(RemovedSignature.areAll(List.of()));
    assertFalse(RemovedSignature.areAll(null));
    assertTrue(RemovedSignature.isOther(List.of(REMOVED, "Bearer own")));
    assertFalse(RemovedSignature.isOther(List.of(REMOVED)));
    assertFalse(RemovedSignature.isOther(null));
  }
}
