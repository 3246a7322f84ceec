/** What can be told of Ktor. */
@NullMarked
package dev.cloudrunauth.client.ktor;

import org.jspecify.annotations.NullMarked;
