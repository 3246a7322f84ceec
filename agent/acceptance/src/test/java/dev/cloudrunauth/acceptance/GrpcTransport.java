package dev.cloudrunauth.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A transport of gRPC in a version.
 *
 * @param name what {@code versions.txt} calls it
 */
record GrpcTransport(String name) {

  private static final String RELOCATED = "relocated ";
  private static final String TITLE = "gRPC ";

  /** The second form of blocking stubs came with 1.70. */
  private static final String WITHOUT_BLOCKING_2 = "1.50.2";

  /** All of them, oldest first for each. */
  static List<GrpcTransport> all() {
    return Versions.named(TITLE).stream().map(GrpcTransport::new).toList();
  }

  /** The newest version of each, and in the full matrix all of them. */
  static List<GrpcTransport> typical() {
    return Matrix.isFull() ? all() : newest();
  }

  /** The newest version of each. */
  static List<GrpcTransport> newest() {
    return all().stream().filter(each -> !each.name.endsWith(WITHOUT_BLOCKING_2)).toList();
  }

  /** Copies under another name, as an application has that is packed into one jar. */
  static List<GrpcTransport> relocated() {
    return Versions.named(RELOCATED + TITLE).stream().map(GrpcTransport::new).toList();
  }

  /**
   * In the full matrix, the oldest version runs on the oldest JDK, and the newest on the newest.
   */
  Jdk jdk() {
    if (!Matrix.isFull()) {
      return Jdk.own();
    }
    return name.endsWith(WITHOUT_BLOCKING_2) ? Jdk.all().get(0) : Jdk.newest();
  }

  List<Path> jars() {
    var jars = Versions.jars(name);
    return name.startsWith(RELOCATED) ? Relocation.of(jars) : jars;
  }

  /** Each kind of call by each kind of stub that has it. */
  List<String> ways() {
    var ways =
        new ArrayList<>(
            List.of(
                "unary blocking",
                "unary future",
                "unary async",
                "server blocking",
                "server async",
                "client async",
                "bidi async"));
    if (!name.endsWith(WITHOUT_BLOCKING_2)) {
      ways.addAll(
          List.of("unary blocking2", "server blocking2", "client blocking2", "bidi blocking2"));
    }
    return ways;
  }

  @Override
  public String toString() {
    return name;
  }
}
