package dev.cloudrunauth.client.jetty;

import dev.cloudrunauth.instrumentation.Handles;
import dev.cloudrunauth.instrumentation.JdkAccess;

/** What the agent uses of the copies of Jetty that an application has. Immutable. */
final class Jetty {

  private final ClassValue<Transport> transports;
  private final ClassValue<TlsEndPoint> endPoints;
  private final ClassValue<Encoder> encoders;
  private final ClassValue<Frames> frames;

  Jetty(JdkAccess access) {
    endPoints = Handles.byClass(type -> new TlsEndPoint(new Types(access, type), type));
    transports = Handles.byClass(type -> new Transport(new Types(access, type), type, endPoints));
    encoders = Handles.byClass(type -> new Encoder(new Types(access, type), type));
    frames = Handles.byClass(type -> new Frames(new Types(access, type), type));
  }

  /** What an {@code HttpSender} or an {@code HttpReceiver} belongs to. */
  Transport transport(Object side) {
    return transports.get(side.getClass());
  }

  Encoder encoder(Object encoder) {
    return encoders.get(encoder.getClass());
  }

  /** What a new stream of HTTP/2 begins with. */
  Frames frames(Object frames) {
    return this.frames.get(frames.getClass());
  }
}
