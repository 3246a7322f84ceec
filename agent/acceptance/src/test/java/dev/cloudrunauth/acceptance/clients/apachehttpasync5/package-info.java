/** The asynchronous Apache HttpClient 5 as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.apachehttpasync5;

import org.jspecify.annotations.NullMarked;
