/** Apache HttpClient 5 as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.apachehttp5;

import org.jspecify.annotations.NullMarked;
