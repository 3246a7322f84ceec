package com.example.application.hotpath;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The processor time of the measuring thread for each call. Unlike the time of day it does not grow
 * when other programs want the processor too.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Processor {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** For each call of the last iteration; JMH adds up those of iterations and threads. */
  public double nanosPerCall;

  /** Each measured method adds one. */
  long calls;

  private long began;

  /** Begins to count. */
  @Setup(Level.Iteration)
  public void begin() {
    calls = 0;
    began = THREADS.getCurrentThreadCpuTime();
  }

  /** Ends the count. */
  @TearDown(Level.Iteration)
  public void end() {
    nanosPerCall = (double) (THREADS.getCurrentThreadCpuTime() - began) / calls;
  }
}
