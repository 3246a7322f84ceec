package dev.cloudrunauth.config;

import java.util.List;

/** The configuration is broken. Carries every problem that was found, in the order of reading. */
public final class ConfigurationException extends Exception {
  // Transient, because exceptions are serializable and problems have no reason to be.
  private final transient List<Problem> problems;
  private final boolean strict;

  ConfigurationException(List<Problem> problems, boolean strict) {
    super(lines(problems));
    this.problems = problems;
    this.strict = strict;
  }

  /** What is wrong; never empty. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * Whether {@code strict: true} was asked for, as far as that can be read: by the agent argument,
   * a system property, the environment, or a file, even one that is not valid YAML.
   */
  public boolean strict() {
    return strict;
  }

  /** A line for each problem, indented, to stand below a first line that says what follows. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  private static String lines(List<Problem> problems) {
    var lines = new StringBuilder();
    for (Problem problem : problems) {
      lines.append(lines.length() == 0 ? "  " : "\n  ").append(problem);
    }
    return lines.toString();
  }
}
