package com.example.caller;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.Security;

/**
 * Does what each line of its standard input says, and answers with a line. Before that it sets what
 * its arguments say, at the top of {@code main}, as applications do.
 */
public final class Prompted {

  private static final Clients CLIENTS = new Clients();

  private Prompted() {}

  /**
   * Runs the program.
   *
   * @param arguments properties, {@code NAME=VALUE}
   * @throws Exception if the program fails
   */
  public static void main(String[] arguments) throws Exception {
    for (var argument : arguments) {
      var property = argument.split("=", 2);
      System.setProperty(property[0], property[1]);
      if (property[0].startsWith("networkaddress.")) {
        Security.setProperty(property[0], property[1]);
      }
    }
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(answer(line));
    }
    CLIENTS.close();
  }

  private static String answer(String line) throws Exception {
    switch (line) {
      case "listen":
        try (var socket = new ServerSocket(0)) {
          return "listening on " + socket.getLocalPort();
        }
      case "family":
        return family();
      case "ttl":
        return "ttl "
            + Class.forName("sun.net.InetAddressCachePolicy").getMethod("get").invoke(null);
      case "rest":
        return rest();
      default:
        return CLIENTS.outcome(line);
    }
  }

  /** The kind of address that a server listens on by default. */
  private static String family() throws IOException {
    try (var channel = ServerSocketChannel.open().bind(null)) {
      var address = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
      return address instanceof Inet4Address ? widened((Inet4Address) address) : "IPv6";
    }
  }

  /** For this the verifier loads both classes, long before they are used. */
  private static String widened(Inet4Address address) {
    InetAddress any = address;
    return any.isAnyLocalAddress() ? "IPv4" : "not any";
  }

  /** Waits until the agent's threads have ended. */
  private static String rest() throws InterruptedException {
    while (true) {
      Thread last = null;
      for (var thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().startsWith("cloud-run-auth")) {
          last = thread;
        }
      }
      if (last == null) {
        return "no thread of the agent is left";
      }
      last.join();
    }
  }
}
