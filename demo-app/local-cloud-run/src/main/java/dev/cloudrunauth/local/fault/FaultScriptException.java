package dev.cloudrunauth.local.fault;

/** Says what is wrong with a script, and where: line and column count from 1. */
public final class FaultScriptException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  FaultScriptException(int line, int column, String problem) {
    super(line + ":" + column + ": " + problem);
  }
}
