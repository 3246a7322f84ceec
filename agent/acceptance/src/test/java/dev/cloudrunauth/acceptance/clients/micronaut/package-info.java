/** Micronaut's Netty HTTP client as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.micronaut;

import org.jspecify.annotations.NullMarked;
