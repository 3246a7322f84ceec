/**
 * Apache HttpClient 5 and 4, classic and asynchronous, also copies of them in other packages. Their
 * connections are the same in shape: the woven methods are those of HttpCore, which both are built
 * on, and {@link HttpCore} knows what each generation calls a thing.
 */
@NullMarked
package dev.cloudrunauth.client.apachehttp;

import org.jspecify.annotations.NullMarked;
