/** Ktor's CIO engine as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.ktor;

import org.jspecify.annotations.NullMarked;
