package dev.cloudrunauth.acceptance;

import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something that an application does, in all its variants. Immutable.
 *
 * @param name what the application does, in a few words
 * @param variants its variants
 * @param needed what a client needs to do it
 */
record Situation(String name, Variants variants, Set<Feature> needed) {

  /** The variants for a client on a JDK, in a world of servers. */
  interface Variants {

    List<Case> of(Client client, Jdk jdk, Site site);
  }

  /**
   * One variant.
   *
   * @param call what the application does, as it is told; {@code @} in it stands for a path of the
   *     call's own
   * @param requests how many requests of it reach the servers, at least
   * @param answer a text that the application sees, among all else
   */
  record Case(String call, int requests, String answer) {

    static Case hello(String mode, String protocol, String method, String rest) {
      return new Case(line(mode, protocol, method, rest), 1, "response 200 ");
    }

    static Case answered(String mode, String protocol, String method, String rest) {
      return new Case(line(mode, protocol, method, rest), 1, "response ");
    }

    /** Of which no server makes a record. */
    static Case unseen(String call, String answer) {
      return new Case(call, 0, answer);
    }

    private static String line(String mode, String protocol, String method, String rest) {
      return mode + " " + protocol + " " + method + " " + rest;
    }
  }

  /** A situation that every client can be in. */
  static Situation of(String name, Variants variants) {
    return new Situation(name, variants, Set.of());
  }

  /** A situation for clients that have a feature. */
  static Situation of(String name, Variants variants, Feature needed) {
    return new Situation(name, variants, Set.of(needed));
  }

  /** Why a client cannot be in it on a JDK; empty if it can. */
  Optional<String> exclusion(Client client, Jdk jdk) {
    return needed.stream().flatMap(feature -> client.lacks(feature, jdk).stream()).findFirst();
  }
}
