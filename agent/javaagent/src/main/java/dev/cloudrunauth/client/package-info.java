/**
 * One class for each HTTP client: what happens at its weave point. They decide hop by hop, on that
 * hop's own origin, and set the header where the application cannot see it and no redirect copies
 * it.
 */
@NullMarked
package dev.cloudrunauth.client;

import org.jspecify.annotations.NullMarked;
