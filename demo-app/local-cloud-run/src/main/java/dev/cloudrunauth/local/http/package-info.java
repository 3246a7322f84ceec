/** HTTP messages as plain values, and the bridge between them and Jetty. */
@NullMarked
package dev.cloudrunauth.local.http;

import org.jspecify.annotations.NullMarked;
