/** Vert.x as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.vertx;

import org.jspecify.annotations.NullMarked;
