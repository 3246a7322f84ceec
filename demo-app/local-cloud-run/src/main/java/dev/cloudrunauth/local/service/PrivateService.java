package dev.cloudrunauth.local.service;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A Cloud Run service as it is registered: where it is, what it answers and who may invoke it.
 * Immutable: each method that changes something returns a new value.
 *
 * @param hosts the hosts of its URLs, without traffic tags; of a function, with the path
 * @param handler what it answers
 * @param customAudiences audiences that it accepts beside the origin of the request
 * @param invokers the e-mails of the principals with the invoker role; empty: the principal that
 *     the metadata server signs for
 * @param isPublic whether anybody may call it, without a token
 * @param ingressRefusal with which status its ingress setting keeps everybody out; empty: it does
 *     not
 */
public record PrivateService(
    List<String> hosts,
    ServiceHandler handler,
    Set<String> customAudiences,
    Optional<Set<String>> invokers,
    boolean isPublic,
    Optional<Integer> ingressRefusal) {

  /** What the hosts of functions end with: those of a region of a project share one. */
  public static final String FUNCTIONS = ".cloudfunctions.net";

  /** Keeps its own copies. */
  public PrivateService {
    hosts = List.copyOf(hosts);
    customAudiences = Set.copyOf(customAudiences);
    invokers = invokers.map(Set::copyOf);
  }

  /**
   * Returns an {@linkplain EchoService echo service}.
   *
   * @param url the origin, such as {@code https://orders-4fjx2k-uc.a.run.app}
   * @throws IllegalArgumentException if that is not the origin of a Cloud Run service
   */
  public static PrivateService at(String url) {
    return new PrivateService(
        List.of(host(url)), new EchoService(), Set.of(), Optional.empty(), false, Optional.empty());
  }

  /**
   * Returns a function of Cloud Run functions at its first URL: an {@linkplain EchoService echo
   * service}.
   *
   * @param url such as {@code https://us-central1-demo-project.cloudfunctions.net/resize}
   */
  public static PrivateService function(String url) {
    var address = url.substring("https://".length());
    return new PrivateService(
        List.of(address), new EchoService(), Set.of(), Optional.empty(), false, Optional.empty());
  }

  /**
   * Returns the same service under one URL more, as Cloud Run has two forms for each.
   *
   * @throws IllegalArgumentException if that is not the origin of a Cloud Run service
   */
  public PrivateService alsoAt(String url) {
    return new PrivateService(
        List.copyOf(union(hosts, host(url))),
        handler,
        customAudiences,
        invokers,
        isPublic,
        ingressRefusal);
  }

  /** Returns the same service at a domain that is mapped to it, and is no audience of its own. */
  public PrivateService customDomain(String domain) {
    return new PrivateService(
        List.copyOf(union(hosts, domain)),
        handler,
        customAudiences,
        invokers,
        isPublic,
        ingressRefusal);
  }

  /**
   * Returns this service with an ingress setting that keeps callers on the internet out.
   *
   * @param status what they are told: 403, and as some report, 404
   */
  public PrivateService closedToInternet(int status) {
    return new PrivateService(
        hosts, handler, customAudiences, invokers, isPublic, Optional.of(status));
  }

  /** Returns this service with other answers. */
  public PrivateService handler(ServiceHandler newHandler) {
    return new PrivateService(
        hosts, newHandler, customAudiences, invokers, isPublic, ingressRefusal);
  }

  /** Returns this service accepting one audience more. */
  public PrivateService customAudience(String audience) {
    return new PrivateService(
        hosts, handler, union(customAudiences, audience), invokers, isPublic, ingressRefusal);
  }

  /** Returns this service with one invoker more; the first one replaces the default. */
  public PrivateService invoker(String principal) {
    var more = union(invokers.orElse(Set.of()), principal);
    return new PrivateService(
        hosts, handler, customAudiences, Optional.of(more), isPublic, ingressRefusal);
  }

  /** Returns this service with nobody allowed to invoke it. */
  public PrivateService noInvokers() {
    return new PrivateService(
        hosts, handler, customAudiences, Optional.of(Set.of()), isPublic, ingressRefusal);
  }

  /** Returns this service open to all: its front end neither checks nor changes a header. */
  public PrivateService allowUnauthenticated() {
    return new PrivateService(hosts, handler, customAudiences, invokers, true, ingressRefusal);
  }

  /** Tells whether this is one of the service's URLs. */
  public boolean isAt(String url) {
    return hosts.stream().anyMatch(host -> url.equals("https://" + host));
  }

  /** Returns the name in the URL: {@code orders} of {@code https://orders-4fjx2k-uc.a.run.app}. */
  public String name() {
    String host = hosts.get(0);
    if (host.indexOf('/') >= 0) {
      return host.substring(host.indexOf('/') + 1);
    }
    String label = host.substring(0, host.indexOf('.'));
    // NAME-HASH-REGIONCODE.a.run.app, or NAME-PROJECTNUMBER.REGION.run.app
    return label.replaceFirst(host.endsWith(".a.run.app") ? "-[^-]+-[^-]+$" : "-[^-]+$", "");
  }

  private static String host(String url) {
    var uri = URI.create(url);
    String host = uri.getHost();
    if (!"https".equals(uri.getScheme())
        || host == null
        || !host.endsWith(".run.app")
        || host.contains("---")
        || !url.equals("https://" + host)) {
      throw new IllegalArgumentException(
          "'"
              + url
              + "' is not the origin of a Cloud Run service: write https://NAME-HASH-uc.a.run.app,"
              + " without tag, port and path");
    }
    return host.toLowerCase(Locale.ROOT);
  }

  private static Set<String> union(Collection<String> some, String oneMore) {
    var all = new LinkedHashSet<>(some);
    all.add(oneMore);
    return all;
  }
}
