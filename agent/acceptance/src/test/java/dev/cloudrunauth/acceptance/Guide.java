package dev.cloudrunauth.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of Markdown as its reader takes it: commands to copy, files to write, links to follow.
 *
 * @param file where it lies
 * @param text all of it
 */
record Guide(Path file, String text) {

  static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();

  private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");

  static Guide at(String path) {
    var file = PROJECT.resolve(path);
    try {
      return new Guide(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of each command that begins so, quotes taken off. It may stand in a sentence too. */
  List<List<String>> commands(String program) {
    var command = Pattern.compile("(?<![\\w/.'-])" + program + " (?:\\\\\\n|[^`\\n])*");
    return command
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(line -> line.replaceAll("\\\\\\n|[\\[\\]]", " "))
        .map(line -> WORD.matcher(line).results().map(MatchResult::group))
        .map(words -> words.map(word -> word.replace("'", "")).toList())
        .toList();
  }

  /** Each block of code that begins with this line, its indentation taken off. */
  Stream<String> blocks(String firstLine) {
    return Pattern.compile("(?m)^( {4,})" + Pattern.quote(firstLine) + "\\n((?:\\1 +.*\\n)*)")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(String::stripIndent);
  }

  /** Where it links to within the project. */
  Stream<Path> links() {
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.contains("://"))
        .map(target -> file.resolveSibling(target).normalize());
  }

  @Override
  public String toString() {
    return PROJECT.relativize(file).toString();
  }
}
