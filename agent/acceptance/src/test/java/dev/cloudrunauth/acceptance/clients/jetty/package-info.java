/** Jetty's HttpClient as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.jetty;

import org.jspecify.annotations.NullMarked;
