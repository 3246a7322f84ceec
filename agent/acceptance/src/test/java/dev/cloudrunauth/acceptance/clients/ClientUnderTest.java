package dev.cloudrunauth.acceptance.clients;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP client as the tests see it: what its caller programs are, and what it cannot do. The
 * tests run every client that {@link ClientsUnderTest} lists, and name none. Immutable.
 */
public interface ClientUnderTest {

  /** Its name in configuration keys. */
  String id();

  /** What people call it, and what its lines in {@code versions.txt} begin with. */
  String title();

  /** Whether it is part of the JDK, so that it has the JDK's version and needs no jar. */
  default boolean isInJdk() {
    return false;
  }

  /**
   * The oldest release of the JDK that runs a version of it.
   *
   * @param version empty for a client that is in the JDK
   */
  default int oldestJdk(String version) {
    return 11;
  }

  /**
   * The oldest release of the JDK that compiles its programs. Where Maven runs on an older one, the
   * tests leave the client out.
   */
  default int oldestCompiler() {
    return 17;
  }

  /** Its ways to make a call, as {@code com.example.caller.Caller} names them; one at least. */
  List<String> modes();

  /** The protocols that an application may ask for. */
  default List<String> protocols() {
    return List.of("HTTP/1.1", "HTTP/2");
  }

  /** How it names HTTP/2 in a response. */
  default String http2() {
    return "h2";
  }

  /** The {@code com.example.tenant.Application} that calls by it. */
  String application();

  /** The program of {@code com.example.untouched} that finds out how it behaves. */
  String program();

  /** How the caller program names the handshake of a WebSocket. */
  default String handshake() {
    return "handshake";
  }

  /** The class of the exception for a request whose token cannot be had. */
  String failure();

  /**
   * The ways to cancel a call that waits for its token, each with what the application is told
   * then: a mode, and behind it what {@code com.example.caller.ClientCalls} distinguishes.
   */
  Map<String, String> cancellations();

  /** The modes whose caller may be interrupted, each with the exception that it gets then. */
  default Map<String, String> interruptions() {
    return Map.of();
  }

  /** Whether it connects before it asks for a token, so that it asks for none if that fails. */
  default boolean isConnectedBeforeItAsks() {
    return false;
  }

  /** The flags of the JVM with which the application may set {@code Host}. */
  default List<String> flagsForHostHeader() {
    return List.of();
  }

  /**
   * What the application finds in place of something else where a request waits for its token, each
   * with what is there without the agent.
   *
   * @param jdk the release of the JDK
   */
  default Map<String, String> replacements(int jdk) {
    return Map.of();
  }

  /**
   * Whether a version is one of the few that stand for all others in a test that is not about
   * versions: one for each time that the client was written anew.
   *
   * @param version empty for a client that is in the JDK
   * @param isNewest whether it is the newest
   */
  default boolean isTypical(String version, boolean isNewest) {
    return isNewest;
  }

  /**
   * Why a version lacks a feature; empty if it has it.
   *
   * @param version empty for a client that is in the JDK
   * @param jdk the release of the JDK
   */
  Optional<String> lacks(Feature feature, String version, int jdk);
}
