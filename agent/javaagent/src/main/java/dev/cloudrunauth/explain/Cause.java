package dev.cloudrunauth.explain;

/** Why a service has refused a call, as far as it shows from outside. */
public enum Cause {
  /** No token: the origin is not among the audiences. */
  NOT_CONFIGURED,
  /** No token: plain http. */
  PLAIN_HTTP,
  /** No token: no Google credentials in this process. */
  NO_CREDENTIALS,
  /** No token: the agent is inactive. */
  INACTIVE,
  /** No token: the client is switched off in the configuration. */
  CLIENT_OFF,
  /** No token: the request's {@code Host} names another service than its URL. */
  OTHER_HOST,
  /** No token: none could be had, and {@code on-failure} lets the request pass. */
  PASSED_THROUGH,
  /** The application's own header is no bearer token. */
  OWN_CREDENTIAL,
  /** The application's own header is an access token, or another that says nothing of itself. */
  ACCESS_TOKEN,
  /** The token is a JWT that is not Google's. */
  FOREIGN_TOKEN,
  /** The token is over. */
  EXPIRED,
  /** The token is from the future. */
  NOT_YET_VALID,
  /** The token's audience has the traffic tag. */
  AUDIENCE_WITH_TAG,
  /** The token's audience is a custom domain. */
  AUDIENCE_IS_DOMAIN,
  /** The token's audience has a path, or a slash at its end. */
  AUDIENCE_WITH_PATH,
  /** The token's audience is the other one of the service's two URLs. */
  AUDIENCE_OF_OTHER_FORM,
  /** The token's audience is none that the service is known to accept. */
  WRONG_AUDIENCE,
  /** The token looks right and was not accepted. */
  NOT_VERIFIED,
  /** The token is right, and its principal may not invoke the service. */
  NO_INVOKER_ROLE,
  /** There is no such service, or its ingress setting keeps the caller out. */
  INGRESS,
  /** The front end let the call pass, and the service itself refused it. */
  SERVICE
}
