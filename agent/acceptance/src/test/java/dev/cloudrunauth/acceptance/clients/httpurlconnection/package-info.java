/** {@code HttpURLConnection} as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.httpurlconnection;

import org.jspecify.annotations.NullMarked;
