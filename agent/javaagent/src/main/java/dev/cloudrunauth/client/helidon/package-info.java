/**
 * Helidon's {@code WebClient} 4, which blocks the thread that calls, mostly a virtual one. The
 * woven methods are those of its two protocols, below its services and redirects.
 */
@NullMarked
package dev.cloudrunauth.client.helidon;

import org.jspecify.annotations.NullMarked;
