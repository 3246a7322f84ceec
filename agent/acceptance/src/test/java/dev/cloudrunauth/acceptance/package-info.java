/** Forked JVMs with the packaged agent, and what servers received from them. */
@NullMarked
package dev.cloudrunauth.acceptance;

import org.jspecify.annotations.NullMarked;
