/** {@code java.net.http.HttpClient} of Java 11 and newer. */
@NullMarked
package dev.cloudrunauth.client.javanethttp;

import org.jspecify.annotations.NullMarked;
