/** The HTTP clients: {@link dev.cloudrunauth.client.Clients} lists them, each has its package. */
@NullMarked
package dev.cloudrunauth.client;

import org.jspecify.annotations.NullMarked;
