/**
 * Which identity mints ID tokens, and how: the metadata server, a key file, impersonation. The only
 * package that knows google-auth-library.
 */
@NullMarked
package dev.cloudrunauth.credentials;

import org.jspecify.annotations.NullMarked;
