/** What can be told of Apache HttpClient's module without a client. */
@NullMarked
package dev.cloudrunauth.client.apachehttp;

import org.jspecify.annotations.NullMarked;
