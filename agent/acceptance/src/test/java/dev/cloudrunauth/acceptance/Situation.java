package dev.cloudrunauth.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Something that an application does, in all its variants. Immutable.
 *
 * @param name what the application does, in a few words
 * @param variants its variants
 * @param exclusions the clients that cannot do it, and why
 */
record Situation(String name, Variants variants, List<Exclusion> exclusions) {

  /** The variants for a client on a JDK, in a world of servers. */
  interface Variants {

    List<Case> of(Client client, Jdk jdk, Site site);
  }

  private record Exclusion(Predicate<Client> clients, String reason) {}

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
    return new Situation(name, variants, List.of());
  }

  /** The same, but for some clients. */
  Situation unless(Predicate<Client> clients, String reason) {
    var more = new ArrayList<>(exclusions);
    more.add(new Exclusion(clients, reason));
    return new Situation(name, variants, List.copyOf(more));
  }

  /** Why a client cannot be in it; empty if it can. */
  Optional<String> exclusion(Client client) {
    return exclusions.stream()
        .filter(exclusion -> exclusion.clients.test(client))
        .map(Exclusion::reason)
        .findFirst();
  }
}
