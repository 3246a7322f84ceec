package dev.cloudrunauth.local.frontend;

import dev.cloudrunauth.local.http.Exchange;
import dev.cloudrunauth.local.http.Recording;
import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.http.WebServer;
import dev.cloudrunauth.local.identity.IdToken;
import dev.cloudrunauth.local.identity.IdTokens;
import dev.cloudrunauth.local.identity.InvalidTokenException;
import dev.cloudrunauth.local.service.PrivateService;
import dev.cloudrunauth.local.service.ServiceHandler;
import dev.cloudrunauth.local.service.ServiceRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Answers every request as Cloud Run's front end does, and keeps a record of it. Public sites stand
 * beside the services: they answer everybody, over plain http too, and check nothing, unless
 * Identity-Aware Proxy is before them. An answer with {@code Via} is a load balancer's, which puts
 * nobody's name on it.
 */
public final class FrontEnd implements WebServer {

  private final Services services;
  private final Map<String, ServiceHandler> publicSites;
  private final Map<String, IdentityAwareProxy> identityAwareProxies;
  private final IdTokens tokens;
  private final String defaultInvoker;
  private final Consumer<ReceivedRequest> listener;
  private final Recording<ReceivedRequest> received = new Recording<>();

  /**
   * Opens the front end.
   *
   * @param services behind it
   * @param publicSites by host
   * @param identityAwareProxies before public sites, by their hosts
   * @param tokens who checks tokens
   * @param defaultInvoker who may invoke the services that name no invoker
   * @param listener hears of each request just before it is answered, on the thread that answers
   */
  public FrontEnd(
      Services services,
      Map<String, ServiceHandler> publicSites,
      Map<String, IdentityAwareProxy> identityAwareProxies,
      IdTokens tokens,
      String defaultInvoker,
      Consumer<ReceivedRequest> listener) {
    this.services = services;
    this.publicSites = Map.copyOf(publicSites);
    this.identityAwareProxies = Map.copyOf(identityAwareProxies);
    this.tokens = tokens;
    this.defaultInvoker = defaultInvoker;
    this.listener = listener;
  }

  /** Returns the record of all requests. */
  public Recording<ReceivedRequest> received() {
    return received;
  }

  /** Everywhere: it answers for hosts that do not exist, too. */
  @Override
  public boolean isAt(String host, String path) {
    return true;
  }

  @Override
  public void answer(Exchange exchange) {
    var request = exchange.request();
    var outcome = exchange.isPushed() ? pushed(request) : outcome(request);
    var entry = outcome.of(request, services.nameOf(request));
    // Before the answer, so that whoever has the answer finds the record.
    received.add(entry);
    listener.accept(entry);
    exchange.answer(
        outcome.answer().headers().has("Via") ? outcome.answer() : named(outcome.answer()));
  }

  private static Response named(Response answer) {
    return answer.with("Server", "Google Frontend");
  }

  /** Nobody has sent it, so there is no token to check. */
  private Outcome pushed(Request request) {
    return services
        .of(request)
        .map(
            service ->
                ask(
                    service.handler(),
                    new ServiceRequest(service.name(), Optional.empty(), request)))
        .orElseGet(() -> outcome(request));
  }

  private Outcome outcome(Request request) {
    var site = publicSites.get(request.host());
    if (site != null) {
      var proxy = identityAwareProxies.get(request.host());
      var refused = proxy == null ? Optional.<Outcome>empty() : proxy.refusal(request, tokens);
      if (refused.isPresent()) {
        return refused.get();
      }
      return ask(site, new ServiceRequest(request.host(), Optional.empty(), request));
    }
    if (request.scheme().equals("http") && request.host().endsWith(".run.app")) {
      return Outcome.refused(Pages.useHttps(request), "plain http");
    }
    return services
        .of(request)
        .map(service -> admit(request, service))
        .orElseGet(() -> Outcome.refused(Pages.notFound(request), "no service at this host"));
  }

  private Outcome admit(Request request, PrivateService service) {
    if (service.ingressRefusal().isPresent()) {
      int status = service.ingressRefusal().get();
      var page = status == 404 ? Pages.notFound(request) : Pages.forbidden(request);
      return Outcome.refused(page, "ingress");
    }
    if (service.isPublic()) {
      return ask(service.handler(), new ServiceRequest(service.name(), Optional.empty(), request));
    }
    return CheckedHeader.in(request.headers())
        .map(header -> check(header, request, service))
        .orElseGet(() -> Outcome.refused(Pages.forbidden(request), "no token"));
  }

  private Outcome check(CheckedHeader header, Request request, PrivateService service) {
    IdToken token;
    try {
      token = tokens.check(header.token(), Services.audiences(request, service));
    } catch (InvalidTokenException e) {
      return Outcome.refused(
          Pages.unauthorized(request), "token in " + header.name() + ": " + e.getMessage());
    }
    if (!service.invokers().orElse(Set.of(defaultInvoker)).contains(token.principal())) {
      return Outcome.refused(Pages.forbidden(request), "not granted roles/run.invoker").with(token);
    }
    var atService = request.with(header.withoutSignature(request.headers()));
    return ask(service.handler(), new ServiceRequest(service.name(), token.email(), atService))
        .with(token);
  }

  private static Outcome ask(ServiceHandler handler, ServiceRequest request) {
    Response answer;
    try {
      answer = handler.handle(request);
    } catch (Exception e) {
      answer = Pages.serverError();
    }
    return Outcome.answered(answer, request.request());
  }
}
