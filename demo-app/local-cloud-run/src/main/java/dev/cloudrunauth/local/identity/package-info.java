/** Google's side of ID tokens: who signs them, what is in them, when they are valid. */
@NullMarked
package dev.cloudrunauth.local.identity;

import org.jspecify.annotations.NullMarked;
