/**
 * Reactor Netty: HTTP/1.1, HTTP/2 and WebSocket handshakes, also copies of it in other packages.
 * The woven methods are those of Netty's codecs, below everything of the application's.
 */
@NullMarked
package dev.cloudrunauth.client.reactornetty;

import org.jspecify.annotations.NullMarked;
