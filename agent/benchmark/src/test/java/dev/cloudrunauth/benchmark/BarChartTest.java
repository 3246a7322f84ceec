package dev.cloudrunauth.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class BarChartTest {

  @Test
  void barsAreAsLongAsTheirMedians() throws Exception {
    var chart = BarChart.linear("Start-up", "milliseconds");
    chart.bar("none", exactly(50));
    chart.ours("ours", exactly(100));

    var bars = bars(picture(chart));
    assertEquals(2 * width(bars.get(0)), width(bars.get(1)), 0.11);
    assertEquals("bar", bars.get(0).getAttribute("class"));
    assertEquals("ours", bars.get(1).getAttribute("class"));
  }

  @Test
  void whatIsLessThanNothingHasNoBarAndItsNumber() throws Exception {
    var chart = BarChart.linear("Added", "nanoseconds");
    chart.ours("ours", new Distribution(-905, -1429, -627));
    chart.bar("by hand", exactly(100));

    assertEquals(0, width(bars(picture(chart)).get(0)));
    assertTrue(texts(picture(chart)).contains("-905"));
  }

  @Test
  void aChartOfNegativeValuesAloneIsAPictureWithTheirNumbers() throws Exception {
    var chart = BarChart.linear("Added", "nanoseconds");
    chart.ours("ours", new Distribution(-905, -1429, -627));

    assertEquals(0, width(bars(picture(chart)).get(0)));
    assertTrue(texts(picture(chart)).contains("-905"));
  }

  @Test
  void onALogarithmicAxisEqualRatiosAreEqualSteps() throws Exception {
    var chart = BarChart.logarithmic("Start-up", "times");
    List.of(1.0, 10.0, 100.0).forEach(value -> chart.bar("", exactly(value)));

    var bars = bars(picture(chart));
    assertEquals(
        width(bars.get(1)) - width(bars.get(0)), width(bars.get(2)) - width(bars.get(1)), 0.21);
    assertTrue(chart.svg().contains("times (logarithmic scale)"));
  }

  @Test
  void everythingOfAChartIsInThePicture() throws Exception {
    var chart = BarChart.linear("a < b & \"c\"", "times").markAt(1);
    chart.group("JDK 17");
    chart.bar("agent", new Distribution(1.25, 1, 3.5));

    var picture = picture(chart);
    var texts = texts(picture);
    assertTrue(
        texts.containsAll(List.of("a < b & \"c\"", "times", "JDK 17", "agent", "1.25", "0")),
        texts.toString());
    int width = Integer.parseInt(picture.getDocumentElement().getAttribute("width"));
    var lines = picture.getElementsByTagName("line");
    for (int i = 0; i < lines.getLength(); i++) {
      double end = Double.parseDouble(((Element) lines.item(i)).getAttribute("x2"));
      assertTrue(end > 0 && end < width);
    }
  }

  @Test
  void aLogarithmicAxisHasNoRoomForZero() {
    var chart = BarChart.logarithmic("Start-up", "times");
    chart.bar("none", exactly(0));

    assertThrows(IllegalArgumentException.class, chart::svg);
  }

  @Test
  void aChartWithoutBarsIsAPictureToo() throws Exception {
    assertEquals(0, bars(picture(BarChart.linear("Nothing", "times"))).size());
  }

  private static Distribution exactly(double value) {
    return new Distribution(value, value, value);
  }

  private static Document picture(BarChart chart) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(chart.svg().getBytes(UTF_8)));
  }

  /** All rectangles but the page. */
  private static List<Element> bars(Document picture) {
    var rectangles = picture.getElementsByTagName("rect");
    List<Element> bars = new ArrayList<>();
    for (int i = 1; i < rectangles.getLength(); i++) {
      bars.add((Element) rectangles.item(i));
    }
    return bars;
  }

  private static List<String> texts(Document picture) {
    var texts = picture.getElementsByTagName("text");
    List<String> words = new ArrayList<>();
    for (int i = 0; i < texts.getLength(); i++) {
      words.add(texts.item(i).getTextContent());
    }
    return words;
  }

  private static double width(Element bar) {
    return Double.parseDouble(bar.getAttribute("width"));
  }
}
