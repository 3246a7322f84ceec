package dev.cloudrunauth.local.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A word of a script, a comma, or the end of a line, which separate steps alike. Immutable.
 *
 * @param text the word; a comma for both separators
 * @param line where it stands, from 1
 * @param column where it begins, from 1
 */
record Word(String text, int line, int column) {

  private static final String SEPARATOR = ",";
  private static final Pattern WORD = Pattern.compile("#.*|,|[^\\s,#]+");

  /** Returns all words; what follows a {@code #} is none. */
  static List<Word> in(String script) {
    var words = new ArrayList<Word>();
    int line = 0;
    for (String text : script.split("\n", -1)) {
      line++;
      var matcher = WORD.matcher(text);
      while (matcher.find()) {
        if (!matcher.group().startsWith("#")) {
          words.add(new Word(matcher.group(), line, matcher.start() + 1));
        }
      }
      words.add(new Word(SEPARATOR, line, text.stripTrailing().length() + 1));
    }
    return words;
  }

  boolean isSeparator() {
    return text.equals(SEPARATOR);
  }

  FaultScriptException wrong(String problem) {
    return new FaultScriptException(line, column, problem);
  }
}
