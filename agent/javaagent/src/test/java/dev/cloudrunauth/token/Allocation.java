package dev.cloudrunauth.token;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.function.Executable;

/** How much memory a call takes: a count, the same on every machine. */
public final class Allocation {

  private static final int CALLS = 20_000;

  private Allocation() {}

  /**
   * The bytes that the calling thread allocates for each call after the first, rounded down.
   *
   * @param call is made many times
   * @throws Throwable whatever a call throws
   */
  public static long bytesPerCall(Executable call) throws Throwable {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    // The first time they need memory of their own.
    threads.getThreadAllocatedBytes(thread);
    call.execute();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < CALLS; i++) {
      call.execute();
    }
    return (threads.getThreadAllocatedBytes(thread) - before) / CALLS;
  }
}
