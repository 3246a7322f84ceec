/**
 * The clients that encode their requests by Netty's codecs: HTTP/1.1, HTTP/2 and WebSocket
 * handshakes, also copies of Netty in other packages. The woven methods are those of the codecs,
 * below everything of the client's and of the application's.
 */
@NullMarked
package dev.cloudrunauth.client.netty;

import org.jspecify.annotations.NullMarked;
