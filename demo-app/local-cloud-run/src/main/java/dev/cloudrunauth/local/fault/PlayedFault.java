package dev.cloudrunauth.local.fault;

/**
 * A fault that an application has met. Immutable.
 *
 * @param server which server has failed, such as {@code metadata}
 * @param fault how
 * @param request method and path of the request; of a port that is closed, for how long
 */
public record PlayedFault(String server, Fault fault, String request) {}
