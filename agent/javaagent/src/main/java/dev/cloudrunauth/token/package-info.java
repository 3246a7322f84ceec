/**
 * The token engine: one entry for each audience, which keeps its ID token, renews it ahead of its
 * end, and lets callers wait together when there is none.
 *
 * <p>It knows neither the clients that ask nor the source that mints.
 */
@NullMarked
package dev.cloudrunauth.token;

import org.jspecify.annotations.NullMarked;
