package dev.cloudrunauth.local.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who may impersonate whom: what {@code roles/iam.serviceAccountTokenCreator} grants. Immutable.
 *
 * @param all every grant
 */
public record Grants(Set<Grant> all) {

  /** Keeps its own copy. */
  public Grants {
    all = Set.copyOf(all);
  }

  /** Tells whether each in this chain may impersonate the next. */
  boolean allow(String caller, List<String> delegates, String account) {
    var chain = new ArrayList<String>();
    chain.add(caller);
    chain.addAll(delegates);
    chain.add(account);
    for (int i = 1; i < chain.size(); i++) {
      if (!all.contains(new Grant(chain.get(i - 1), chain.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /**
   * One grant. Immutable.
   *
   * @param caller an e-mail, or the {@code principal://} of a federation
   * @param account the e-mail of the service account that the caller may impersonate
   */
  public record Grant(String caller, String account) {}
}
