package dev.cloudrunauth.local.network;

import dev.cloudrunauth.local.fault.Door;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.eclipse.jetty.server.ServerConnector;

/** A listener of one server alone, which can be closed for a while. Threads may share it. */
public final class Port implements Door {

  private final ServerConnector connector;
  private int number;

  Port(ServerConnector connector) {
    this.connector = connector;
  }

  /** Returns the port's number, also while it is closed. */
  public synchronized int number() {
    return connector.isRunning() ? connector.getLocalPort() : number;
  }

  ServerConnector connector() {
    return connector;
  }

  @Override
  public synchronized void shut() {
    if (connector.isRunning()) {
      number = connector.getLocalPort();
      try {
        connector.stop();
        while (isOpen()) {
          Thread.onSpinWait();
        }
      } catch (Exception e) {
        throw new IllegalStateException("cannot close port " + number, e);
      }
    }
  }

  /** The thread that waits in {@code accept} keeps a closed socket open until it has noticed. */
  private boolean isOpen() {
    try (var probe = new Socket(InetAddress.getLoopbackAddress(), number)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public synchronized void open() {
    // A number of 0: it has never been open, and will be with the others.
    if (number > 0 && !connector.isRunning()) {
      connector.setPort(number);
      try {
        connector.start();
      } catch (Exception e) {
        throw new IllegalStateException("cannot open port " + number + " again", e);
      }
    }
  }
}
