package com.example.caller;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/**
 * Chooses, at the top of {@code main}, who makes its servers of MBeans. Then it does what each line
 * of its standard input says: it looks at the agent by JMX, turns its switches, or makes a call.
 */
public final class Managed {

  private Managed() {}

  /**
   * Runs the program.
   *
   * @param arguments none
   * @throws Exception if the program fails
   */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("javax.management.builder.initial", OwnServers.class.getName());
    var clients = new Clients();
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(line.startsWith("jmx ") ? jmx(line.split(" ")) : clients.outcome(line));
    }
    clients.close();
  }

  private static String jmx(String[] words) throws Exception {
    if (words[1].equals("servers")) {
      return OwnServers.made + " made";
    }
    if (words[1].equals("jvm")) {
      return jvm();
    }
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    var agent = new ObjectName("dev.cloudrunauth:type=Agent");
    try {
      switch (words[1]) {
        case "get":
          return text(server.getAttribute(agent, words[2]));
        case "enable":
          server.setAttribute(agent, new Attribute("Enabled", Boolean.valueOf(words[2])));
          return "Enabled=" + server.getAttribute(agent, "Enabled");
        case "drop":
          return server.invoke(agent, "dropTokens", null, null) + " dropped";
        default:
          throw new IllegalArgumentException(Arrays.toString(words));
      }
    } catch (InstanceNotFoundException absent) {
      return "no agent";
    }
  }

  /** Looks at the JVM as frameworks do at their start. */
  private static String jvm() {
    var runtime = ManagementFactory.getRuntimeMXBean();
    var threads = ManagementFactory.getThreadMXBean().getThreadCount();
    var collectors = ManagementFactory.getGarbageCollectorMXBeans();
    var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    var all = ManagementFactory.getPlatformMBeanServer().queryNames(null, null);
    return String.join(
        " ",
        runtime.getVmName(),
        threads + " threads",
        collectors.size() + " collectors",
        memory + " bytes",
        all.size() + " beans");
  }

  private static String text(Object value) {
    if (!(value instanceof CompositeData[])) {
      return String.valueOf(value);
    }
    var text = new StringBuilder();
    for (var row : (CompositeData[]) value) {
      for (var key : row.getCompositeType().keySet()) {
        text.append(key).append('=').append(row.get(key)).append(' ');
      }
      text.append("; ");
    }
    return text.toString();
  }

  /** The servers of MBeans that the application wants. */
  public static final class OwnServers extends MBeanServerBuilder {

    static int made;

    /** For JMX, once for each server. */
    public OwnServers() {
      made++;
    }
  }
}
