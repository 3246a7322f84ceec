/** Apache HttpAsyncClient 4 as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.apachehttpasync4;

import org.jspecify.annotations.NullMarked;
