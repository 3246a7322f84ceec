package dev.cloudrunauth.config;

import java.util.List;

/** The configuration is broken. Has all problems: first those outside the file, then by line. */
public final class ConfigurationException extends Exception {
  // Transient, because exceptions are serializable and problems need not be.
  private final transient List<Problem> problems;
  private final boolean strict;
  private final LogFormat logFormat;

  ConfigurationException(List<Problem> problems, boolean strict, LogFormat logFormat) {
    super(analysis(problems));
    this.problems = problems;
    this.strict = strict;
    this.logFormat = logFormat;
  }

  /** All problems; never empty. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * Whether {@code strict: true} is set by the agent argument, a system property, the environment
   * or the file, as far as these can be read. A file that is not valid YAML counts as strict if it
   * has the word outside of comments and not as {@code strict: false}.
   */
  public boolean strict() {
    return strict;
  }

  /** The configured format of log lines, as far as it can be read. */
  public LogFormat logFormat() {
    return logFormat;
  }

  /**
   * Each problem with its place, and then what to do about each: several indented lines, to be
   * shown below a heading.
   */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  private static String analysis(List<Problem> problems) {
    var description = new StringBuilder("  Description:");
    var action = new StringBuilder("\n\n  Action:");
    for (Problem problem : problems) {
      var place = problem.place() + ": ";
      description.append("\n    ").append(place).append(problem.what());
      action.append("\n    ").append(problems.size() == 1 ? "" : place).append(problem.toDo());
    }
    return description.append(action).toString();
  }
}
