/** The HTTP clients that the tests try, described one package each. */
@NullMarked
package dev.cloudrunauth.acceptance.clients;

import org.jspecify.annotations.NullMarked;
