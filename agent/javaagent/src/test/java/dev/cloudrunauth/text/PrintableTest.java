package dev.cloudrunauth.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @ValueSource(
      chars = {
        '\0',
        '\b',
        '\t',
        '\r',
        '\n',
        '\u001b',
        '\u007f', // ASCII
        '\u0080',
        '\u0085',
        '\u009b',
        '\u009d', // C1
        '\u202a',
        '\u202e',
        '\u2066',
        '\u2069',
        '\u200e',
        '\u061c', // reading direction
        '\u200b',
        '\u200d',
        '\u2060',
        '\ufeff',
        '\u00ad',
        '\u180e', // of no width
        '\u2028',
        '\u2029', // line and paragraph
        '\ud800',
        '\udbff',
        '\udc00',
        '\udfff', // halves
        '\ufffe',
        '\uffff',
        '\ue000' // none and nobody's
      })
  void whatNobodySeesIsShownByItsNumber(char c) {
    var shown = "a" + String.format("\\u%04x", (int) c) + "b";
    assertEquals(shown, Printable.text("a" + c + "b"));
    assertEquals(shown, Printable.line("a" + c + "b"));
    assertEquals(c == '\n' ? "a\nb" : shown, Printable.lines("a" + c + "b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://orders-4fjx2k-uc.a.run.app",
        "Größe, 大きさ, حجم, גודל",
        "a\u00a0b\u3000c",
        "\ud83d\ude00",
        "e\u0301"
      })
  void visibleTextStaysTheSame(String text) {
    assertSame(text, Printable.text(text));
    assertSame(text, Printable.lines(text));
  }

  @Test
  void aSupplementaryCharacterThatNobodySeesIsShownByItsNumbers() {
    // A tag: invisible ASCII.
    assertEquals("a\\udb40\\udc41b", Printable.text("a\udb40\udc41b"));
  }

  @Test
  void aHalfBesideAWholeIsShownByItsNumber() {
    assertEquals("\\ude00\ud83d\ude00\\ud83d", Printable.text("\ude00\ud83d\ude00\ud83d"));
  }

  @Test
  void aLongTextIsCutButNotWithinACharacter() {
    assertEquals("x".repeat(200), Printable.text("x".repeat(200)));
    assertEquals("x".repeat(200) + "…", Printable.text("x".repeat(201)));
    assertEquals("xx…", Printable.text("xx\ud83d\ude00", 3));
    assertEquals("xx\ud83d\ude00", Printable.text("xx\ud83d\ude00", 4));
  }

  @Test
  void whatIsPrintableIsNotChangedAgain() {
    var once = Printable.text("\u001b[2J\r\n\u202e");
    assertSame(once, Printable.text(once));
  }

  @Test
  void everyCharacterBecomesOneThatNoTerminalObeys() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      Printable.line(Character.toString(c))
          .codePoints()
          .forEach(
              shown -> {
                int type = Character.getType(shown);
                assertTrue(
                    type != Character.CONTROL
                        && type != Character.FORMAT
                        && type != Character.SURROGATE
                        && type != Character.LINE_SEPARATOR
                        && type != Character.PARAGRAPH_SEPARATOR,
                    () -> Integer.toHexString(shown));
              });
    }
  }
}
