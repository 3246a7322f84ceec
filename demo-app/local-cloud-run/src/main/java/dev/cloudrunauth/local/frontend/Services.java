package dev.cloudrunauth.local.frontend;

import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.identity.TokenEndpoint;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The services by the hosts of their URLs. Immutable. */
public final class Services {

  private static final String TAG_END = "---";

  private final Map<String, PrivateService> byHost;

  /**
   * Registers services.
   *
   * @throws IllegalArgumentException if two of them have a host in common
   */
  public Services(List<PrivateService> services) {
    var hosts = new HashMap<String, PrivateService>();
    for (var service : services) {
      for (String host : service.hosts()) {
        if (hosts.put(host, service) != null) {
          throw new IllegalArgumentException("two services at https://" + host);
        }
      }
    }
    byHost = Map.copyOf(hosts);
  }

  /** Finds the service that a request goes to, with or without traffic tag. */
  Optional<PrivateService> of(Request request) {
    return Optional.ofNullable(byHost.get(address(request)));
  }

  /** Returns the name of the service that a request goes to, or the host. */
  String nameOf(Request request) {
    return of(request).map(PrivateService::name).orElse(request.host());
  }

  /**
   * Returns the audiences that a token may name in a request to a service; gcloud is the one of
   * people's own tokens.
   */
  static Set<String> audiences(Request request, PrivateService service) {
    var audiences = new LinkedHashSet<>(service.customAudiences());
    audiences.add(TokenEndpoint.USERS_AUDIENCE);
    if (isOfFunctions(request.host())) {
      audiences.add("https://" + address(request));
      return audiences;
    }
    if (!request.host().endsWith(".run.app")) {
      // A domain that is mapped to it is no audience for that: it takes the URLs of its own.
      service.hosts().stream()
          .filter(host -> host.endsWith(".run.app"))
          .forEach(host -> audiences.add("https://" + host));
      return audiences;
    }
    audiences.add("https://" + withoutTag(request.host()));
    // Cloud Run is always at 443; a client that does not come through the proxy writes our port.
    audiences.add("https://" + withoutTag(request.origin().substring("https://".length())));
    return audiences;
  }

  /** The host; of a function, with the first part of the path, which is its name. */
  private static String address(Request request) {
    return isOfFunctions(request.host())
        ? request.host() + "/" + request.path().split("/", -1)[1]
        : withoutTag(request.host());
  }

  private static boolean isOfFunctions(String host) {
    return host.endsWith(PrivateService.FUNCTIONS);
  }

  private static String withoutTag(String host) {
    int tagEnd = host.indexOf(TAG_END);
    return tagEnd < 0 ? host : host.substring(tagEnd + TAG_END.length());
  }
}
