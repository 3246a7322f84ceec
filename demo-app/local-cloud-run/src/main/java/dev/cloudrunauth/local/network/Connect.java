package dev.cloudrunauth.local.network;

import dev.cloudrunauth.local.http.Headers;

/**
 * A CONNECT request that the proxy has received. Immutable.
 *
 * @param authority host and port that the client wants to reach
 * @param headers what it sent to the proxy in clear text, where no token may be
 */
public record Connect(String authority, Headers headers) {}
