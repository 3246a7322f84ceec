/** Armeria as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.armeria;

import org.jspecify.annotations.NullMarked;
