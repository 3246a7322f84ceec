package dev.cloudrunauth.log;

/** The standard output of the command line, whose errors a {@link java.io.PrintStream} hides. */
public final class StandardOutput {

  private StandardOutput() {}

  /** Writes what is left, and returns whether anything could not be written. */
  public static boolean hasFailed() {
    return System.out.checkError();
  }
}
