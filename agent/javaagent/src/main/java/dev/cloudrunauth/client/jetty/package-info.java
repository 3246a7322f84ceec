/**
 * Jetty's HttpClient 9.4 to 12.1: HTTP/1.1, HTTP/2 and WebSocket handshakes. A token is written
 * beside the headers, below everything that the client logs and that the application sees: over
 * HTTP/1.1 where TLS takes what it is going to encrypt, over HTTP/2 where fields are encoded.
 */
@NullMarked
package dev.cloudrunauth.client.jetty;

import org.jspecify.annotations.NullMarked;
