/**
 * Which requests get a token, and with which audience: pure values without I/O. Nothing here knows
 * an HTTP client, a Google library or a configuration file.
 *
 * <p>One rule stands over all others: a token never goes where it does not belong. A host that is
 * malformed, ambiguous or spelled in a way that another program might read differently matches
 * nothing, and its request leaves as the application made it.
 */
@NullMarked
package dev.cloudrunauth.audience;

import org.jspecify.annotations.NullMarked;
