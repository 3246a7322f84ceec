package dev.cloudrunauth.config;

import java.util.List;

/** The configuration is broken. Carries every problem that was found, in the order of reading. */
public final class ConfigurationException extends Exception {
  // Transient, because exceptions are serializable and problems have no reason to be.
  private final transient List<Problem> problems;
  private final boolean strict;
  private final LogFormat logFormat;

  ConfigurationException(List<Problem> problems, boolean strict, LogFormat logFormat) {
    super(analysis(problems));
    this.problems = problems;
    this.strict = strict;
    this.logFormat = logFormat;
  }

  /** What is wrong; never empty. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * Whether {@code strict: true} was asked for, as far as that can be read: by the agent argument,
   * a system property, the environment or the file. A file that is not valid YAML counts as strict
   * when it has the word outside of comments and not as {@code strict: false}.
   */
  public boolean strict() {
    return strict;
  }

  /** The form of log lines that was asked for, as far as that can be read. */
  public LogFormat logFormat() {
    return logFormat;
  }

  /**
   * What is wrong and where, and then what to do: a block for people, indented, to stand below a
   * first line that says what follows.
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
