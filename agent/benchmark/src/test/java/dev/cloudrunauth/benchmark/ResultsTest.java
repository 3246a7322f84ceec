package dev.cloudrunauth.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ResultsTest {

  private final Results results = new Results("WHAT", "HOW MANY", "WHY");

  @Test
  void wordsStandToTheLeftAndNumbersToTheRight() {
    results.add("calls", "1000", "because");
    results.add("failures", "2", "");

    assertEquals(
        """
        WHAT      HOW MANY  WHY
        calls         1000  because
        failures         2
        """,
        results.table());
  }

  @Test
  void aLineWithoutNumbersDoesNotMakeAColumnOfNumbersOneOfWords() {
    results.add("calls", "", "");
    results.add("  failed", "1", "");

    assertEquals("WHAT      HOW MANY  WHY\ncalls\n  failed         1\n", results.table());
  }

  @Test
  void markdownAlignsAsTheTableDoes() {
    results.add("a|b", "1000", "because");

    assertEquals(
        """
        | WHAT | HOW MANY | WHY |
        | --- | ---: | --- |
        | a\\|b | 1000 | because |
        """,
        results.markdown());
  }

  @Test
  void csvQuotesWhatHasACommaOrAQuote() {
    results.add("6, 7", "1", "it said \"no\"");

    assertEquals("WHAT,HOW MANY,WHY\r\n\"6, 7\",1,\"it said \"\"no\"\"\"\r\n", results.csv());
  }

  @Test
  void aRowThatDoesNotFitIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> results.add("calls", "1"));
  }
}
