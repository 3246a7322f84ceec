/** The door that every request to a service passes: it checks the token, records and forwards. */
@NullMarked
package dev.cloudrunauth.local.frontend;

import org.jspecify.annotations.NullMarked;
