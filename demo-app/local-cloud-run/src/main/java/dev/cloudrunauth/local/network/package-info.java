/** Listeners, certificates and the proxy: how real host names reach the loopback address. */
@NullMarked
package dev.cloudrunauth.local.network;

import org.jspecify.annotations.NullMarked;
