/** Reactor Netty as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.reactornetty;

import org.jspecify.annotations.NullMarked;
