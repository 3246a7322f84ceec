/** What can be told of Netty. */
@NullMarked
package dev.cloudrunauth.client.netty;

import org.jspecify.annotations.NullMarked;
