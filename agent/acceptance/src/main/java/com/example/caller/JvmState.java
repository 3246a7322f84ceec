package com.example.caller;

import java.lang.management.ManagementFactory;
import java.net.URL;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.management.MBeanServerBuilder;

/**
 * Chooses, at the top of {@code main}, what a JVM lets its first user choose; prints what it finds
 * in the JVM, makes its calls, and prints it again.
 */
public final class JvmState {

  private JvmState() {}

  /**
   * Runs the program.
   *
   * @param arguments the calls, each as {@link Call} reads it
   * @throws Exception if something cannot be found out
   */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
    System.setProperty("javax.management.builder.initial", OwnServers.class.getName());
    print("before");
    System.out.println("before logs " + LogManager.getLogManager().getClass().getName());
    System.out.println("before MBean servers " + OwnServers.made);
    ManagementFactory.getPlatformMBeanServer();
    System.out.println("after MBean servers " + OwnServers.made);
    Caller.main(arguments);
    URL.setURLStreamHandlerFactory(protocol -> null);
    print("after");
  }

  private static void print(String when) throws Exception {
    var found = new TreeSet<String>();
    Defaults.describe(found);
    Visible.describe(found);
    Threads.describe(found);
    if (when.equals("after")) {
      Defaults.describeWhatTlsAndManagementHave(found);
    }
    found.forEach(line -> System.out.println(when + " " + line));
  }

  /** The log manager that the application wants. */
  public static final class OwnLogManager extends LogManager {}

  /** The servers of MBeans that the application wants. */
  public static final class OwnServers extends MBeanServerBuilder {

    static int made;

    /** For JMX, once for each server. */
    public OwnServers() {
      made++;
    }
  }
}
