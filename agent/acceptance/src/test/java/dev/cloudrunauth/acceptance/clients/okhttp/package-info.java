/** OkHttp as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.okhttp;

import org.jspecify.annotations.NullMarked;
