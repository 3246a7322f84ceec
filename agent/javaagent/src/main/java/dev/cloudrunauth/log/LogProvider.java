package dev.cloudrunauth.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Binds slf4j to standard error, for loggers of the agent's own. Libraries in the agent get a
 * logger that is silent: some of them would log a token if they were asked to.
 */
public final class LogProvider implements SLF4JServiceProvider, ILoggerFactory {

  private static final String OURS = "dev.cloudrunauth.";

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter mdc = new NOPMDCAdapter();

  /** Called by slf4j. */
  public LogProvider() {}

  @Override
  public Logger getLogger(@Nullable String name) {
    return name != null && name.startsWith(OURS)
        ? new StandardErrorLogger(name)
        : NOPLogger.NOP_LOGGER;
  }

  @Override
  public void initialize() {}

  @Override
  public ILoggerFactory getLoggerFactory() {
    return this;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }
}
