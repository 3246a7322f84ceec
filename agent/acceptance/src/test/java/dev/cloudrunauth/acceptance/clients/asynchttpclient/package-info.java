/** AsyncHttpClient as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.asynchttpclient;

import org.jspecify.annotations.NullMarked;
