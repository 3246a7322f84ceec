/** {@code java.net.http.HttpClient} as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.javanethttp;

import org.jspecify.annotations.NullMarked;
