/** {@code HttpURLConnection} and {@code HttpsURLConnection}. */
@NullMarked
package dev.cloudrunauth.client.httpurlconnection;

import org.jspecify.annotations.NullMarked;
