package dev.cloudrunauth.acceptance;

import dev.cloudrunauth.acceptance.Situation.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A server answers that what is asked for is elsewhere, and the client goes there. */
final class Redirects {

  private static final List<Integer> STATUSES = List.of(301, 302, 303, 307, 308);

  private Redirects() {}

  static List<Situation> all() {
    return List.of(
        redirect("redirect, service to foreign", Site::orders, Site::foreign),
        redirect("redirect, foreign to service", Site::foreign, Site::orders),
        redirect("redirect, service to service", Site::orders, Site::billing),
        redirect("redirect, service to plain http", Site::orders, Site::plain),
        redirect("redirect, same origin", Site::orders, Site::orders));
  }

  /** With a header of the application's own, the token goes into the other one. */
  private static Situation redirect(
      String name, Function<Site, String> from, Function<Site, String> to) {
    return Situation.of(
        name,
        (client, jdk, site) -> {
          var cases = new ArrayList<Case>();
          for (int status : statuses(client, jdk)) {
            var path = "@" + Site.redirect(status, to.apply(site) + "@ok");
            var url = from.apply(site) + path;
            var mode = client.mode(status);
            for (var protocol : client.protocols()) {
              for (var method : Situations.METHODS) {
                cases.add(Case.answered(mode, protocol, method, url));
                cases.add(Case.answered(mode, protocol, method, url + Situations.OWN));
              }
            }
          }
          return cases;
        });
  }

  /** How a library redirects does not depend on the JDK: one of those does it all. */
  private static List<Integer> statuses(Client client, Jdk jdk) {
    return client.kind().isInJdk() || jdk.equals(Jdk.own()) ? STATUSES : List.of(302, 307);
  }
}
