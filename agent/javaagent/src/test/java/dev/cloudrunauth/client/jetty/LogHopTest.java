package dev.cloudrunauth.client.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogHopTest {

  /**
   * The description of a buffer begins and ends anywhere, and shows what is left of an earlier use.
   */
  @ParameterizedTest
  @CsvSource({
    "<<<Authorization: Bearer QWERTY...>>>, <<<Authorization: Be***********...>>>",
    "<<<: Bearer QWE...TYUIOP>>>, <<<: Be********...******>>>",
    "<<<GET / HTTP>>>ASDFGH.JK, <<<GET / HTTP>>>*********",
    "<<<Authorization: Bearer ours>>>, <<<Authorization: Bearer ours>>>",
    "<<<QWERT>>>, <<<QWERT>>>"
  })
  void onlyPiecesOfTokensAreMasked(String description, String masked) {
    var unused = SentFields.of("Authorization", "Bearer QWERTYUIOP.ASDFGH.JKL");
    var text = new StringBuilder(description);

    LogHop.mask(text);

    assertEquals(masked, text.toString());
  }
}
