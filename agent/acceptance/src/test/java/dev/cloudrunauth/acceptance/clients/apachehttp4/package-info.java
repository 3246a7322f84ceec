/** Apache HttpClient 4 as the tests see it. */
@NullMarked
package dev.cloudrunauth.acceptance.clients.apachehttp4;

import org.jspecify.annotations.NullMarked;
