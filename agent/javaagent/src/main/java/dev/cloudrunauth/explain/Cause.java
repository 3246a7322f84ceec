package dev.cloudrunauth.explain;

import static dev.cloudrunauth.explain.Wording.LIST_ORIGIN;
import static dev.cloudrunauth.explain.Wording.WRITE_ORIGIN;

/**
 * Why a service has refused a call, as far as it shows from outside: each with the sentence that
 * explains it and the fix. Text and not code, because the agent loads this class when it starts;
 * {@link Wording} fills in what is in braces.
 */
public enum Cause {
  /** No token: the origin is not among the audiences. */
  NOT_CONFIGURED(
      Fault.NO_TOKEN, "its origin is none of the audiences in the configuration", LIST_ORIGIN),
  /** No token: plain http. */
  PLAIN_HTTP(
      Fault.NO_TOKEN,
      "the URL is plain http, and a token only goes over https",
      "let the application call {origin}"),
  /** No token: no Google credentials in this process. */
  NO_CREDENTIALS(
      Fault.NO_TOKEN,
      "there are no Google credentials in this process",
      "on Google Cloud, let the workload have a service account; on a laptop:\n"
          + "gcloud auth application-default login --impersonate-service-account=SERVICE_ACCOUNT"),
  /** No token: the agent is inactive. */
  INACTIVE(
      Fault.NO_TOKEN,
      "the agent is inactive: {detail}",
      "correct that and start the application again"),
  /** No token: the client is switched off in the configuration. */
  CLIENT_OFF(
      Fault.NO_TOKEN,
      "{detail} is false in the configuration",
      "set {detail} to true, or remove it"),
  /** No token: the request's {@code Host} names another service than its URL. */
  OTHER_HOST(
      Fault.NO_TOKEN,
      "the application has set Host: {foreign detail}, by which Google's front end chooses another"
          + " service",
      "in the application, call the service by its own URL and do not set Host"),
  /** No token: none could be had, and {@code on-failure} lets the request pass. */
  PASSED_THROUGH(
      Fault.NO_TOKEN,
      "none could be had and on-failure is pass-through: {foreign detail}",
      "correct that; with on-failure: fail the request itself would fail and say so"),
  /** No token: the client does not wait for one where it writes the request, or writes another. */
  NOT_WRITTEN(
      Fault.NO_TOKEN,
      "the client wrote the request before one was there, or by code of the application's own",
      "call again; if that does not help, see what README says of the client under Limits"),
  /** The application's own header is no bearer token. */
  OWN_CREDENTIAL(
      Fault.TOKEN,
      "the application's own {header} is no bearer token, and Cloud Run checks no other header",
      WRITE_ORIGIN),
  /** The application's own header is an access token, or another that says nothing of itself. */
  ACCESS_TOKEN(
      Fault.TOKEN, "{token} is an access token, and Cloud Run takes ID tokens alone", WRITE_ORIGIN),
  /** The token is a JWT that is not Google's. */
  FOREIGN_TOKEN(Fault.TOKEN, "{token} is not one of Google's", WRITE_ORIGIN),
  /** The token is one that Cloud Run has handed to a service, which has sent it on. */
  WITHOUT_SIGNATURE(
      Fault.TOKEN,
      "{token} has lost its signature: Cloud Run removes it before a service sees the header, and the"
          + " application has forwarded that header",
      WRITE_ORIGIN),
  /** The token is over. */
  EXPIRED(
      Fault.TOKEN,
      "{token} is over{clocks}",
      "set the clock of this machine; the agent fetches another token meanwhile"),
  /** The token is from the future. */
  NOT_YET_VALID(Fault.TOKEN, "{token} is from the future{clocks}", EXPIRED.fix),
  /** The token's audience has the traffic tag. */
  AUDIENCE_WITH_TAG(
      Fault.TOKEN,
      "{token} has an audience with a traffic tag, which no service accepts: {audience}",
      WRITE_ORIGIN),
  /** The token's audience is a custom domain. */
  AUDIENCE_IS_DOMAIN(
      Fault.TOKEN,
      "{token} has a custom domain as its audience, which the service does not accept: {audience}",
      "in the configuration, write the service's own URL as the audience of the domain:\n"
          + "- audience: https://SERVICE-PROJECTNUMBER.REGION.run.app\n"
          + "  hosts: [{host}]\n"
          + "or let the service accept the domain:\n"
          + "{accept audience}"),
  /** The function's host is not its audience. */
  AUDIENCE_IS_NO_FUNCTION(
      Fault.TOKEN,
      "{token} has an audience that is not the URL of the function: {audience}",
      "in the configuration, write the function's whole URL as the audience of the host:\n"
          + "- audience: https://{host}/FUNCTION\n"
          + "  hosts: [{host}]\n"
          + "For a second function of that host, list its own run.app URL and call that."),
  /** The token's audience has a path, or a slash at its end. */
  AUDIENCE_WITH_PATH(
      Fault.TOKEN,
      "{token} has an audience with more than the origin, which the service does not accept:"
          + " {audience}",
      WRITE_ORIGIN),
  /** The token's audience is the other one of the service's two URLs. */
  AUDIENCE_OF_OTHER_FORM(
      Fault.TOKEN, "{token} has the service's other URL as its audience: {audience}", WRITE_ORIGIN),
  /** The token is of a person who has logged in through gcloud. */
  PERSONS_TOKEN(
      Fault.TOKEN,
      "{token} is a person's own, which the service does not accept",
      "set \"impersonate\" to a service account that may call it"),
  /** The token's audience is none that the service is known to accept. */
  WRONG_AUDIENCE(
      Fault.TOKEN,
      "{token} has an audience that the service does not accept: {audience}",
      "{write audience}{or accept audience}"),
  /** The token looks right and was not accepted. */
  NOT_VERIFIED(
      Fault.TOKEN,
      "{token} has the right audience, and Google could not verify it all the same",
      "the agent fetches another token; if that does not help, see whether the account is still"
          + " there:\n"
          + "gcloud iam service-accounts describe {account}"),
  /** The token is right, and its principal may not invoke the service. */
  NO_INVOKER_ROLE(
      Fault.SERVICE,
      "{principal} lacks the role roles/run.invoker on the service",
      "\ngcloud run services add-iam-policy-binding {service} --member {member}"
          + " --role roles/run.invoker\n"
          + "A grant takes a few minutes. If it is there, see the service's ingress setting:\n"
          + "gcloud run services describe {service}"),
  /** There is no such service, or its ingress setting keeps the caller out. */
  INGRESS(
      Fault.SERVICE,
      "there is no such service, or its ingress setting keeps this caller out",
      "see whether it exists, and its ingress setting:\n"
          + "gcloud run services describe {service}\n"
          + "If ingress is internal, call it through the VPC network, or let all callers in:\n"
          + "gcloud run services update {service} --ingress all"),
  /** The front end let the call pass, and the service itself refused it. */
  SERVICE(
      Fault.SERVICE, "the ID token was accepted, and the service itself refused the request", ""),
  /** Identity-Aware Proxy has refused the call, or wants its user to sign in. */
  IAP(
      Fault.SERVICE,
      "Identity-Aware Proxy accepts only an ID token for its own OAuth client, from a caller who has"
          + " its role",
      "in the configuration, write the id of IAP's OAuth client as the audience of the host:\n"
          + "- audience: CLIENT_ID.apps.googleusercontent.com\n"
          + "  hosts: [{host}]\n"
          + "and grant the role on what IAP protects:\n"
          + "gcloud iap web add-iam-policy-binding --member {member}"
          + " --role roles/iap.httpsResourceAccessor"),
  /** Identity-Aware Proxy does not read the header that has the token. */
  IAP_READS_OTHER_HEADER(
      Fault.SERVICE,
      "Identity-Aware Proxy reads Authorization, and the ID token is in {header}, because"
          + " Authorization has the application's own credential",
      "in the application, send that credential in another header; if the configuration sets"
          + " \"header\", remove it"),
  /** Whoever has refused the call, it was not Google's front end. */
  SOMEBODY_BETWEEN(
      Fault.SERVICE,
      "the answer does not show whether the ID token was accepted: something in front of Cloud Run may"
          + " have refused the request, such as Cloud Armor, a load balancer or API Gateway",
      "look for the request in the log of the load balancer or the gateway; if it is not there, in"
          + " that of the service");

  /** Where the fault lies. */
  enum Fault {
    /** There was none; the sentence goes on after {@code because}. */
    NO_TOKEN,
    /** If it is the application's own token, the fix is to have the agent send one. */
    TOKEN,
    SERVICE
  }

  final Fault fault;
  final String sentence;
  final String fix;

  Cause(Fault fault, String sentence, String fix) {
    this.fault = fault;
    this.sentence = sentence;
    this.fix = fix;
  }
}
