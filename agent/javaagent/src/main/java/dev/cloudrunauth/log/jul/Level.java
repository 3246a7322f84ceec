package dev.cloudrunauth.log.jul;

/** The levels that libraries in the agent name. None is ever enabled. */
@SuppressWarnings("MissingSummary")
public final class Level {

  public static final Level ALL = new Level();
  public static final Level SEVERE = new Level();
  public static final Level WARNING = new Level();
  public static final Level INFO = new Level();
  public static final Level CONFIG = new Level();
  public static final Level FINE = new Level();
  public static final Level FINER = new Level();
  public static final Level FINEST = new Level();

  private Level() {}
}
