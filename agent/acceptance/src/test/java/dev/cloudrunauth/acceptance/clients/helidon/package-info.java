/** Helidon's WebClient as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.helidon;

import org.jspecify.annotations.NullMarked;
