/** What can be told of Jetty. */
@NullMarked
package dev.cloudrunauth.client.jetty;

import org.jspecify.annotations.NullMarked;
