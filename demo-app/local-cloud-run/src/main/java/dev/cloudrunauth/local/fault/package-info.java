/** How the servers fail when they are told to. */
@NullMarked
package dev.cloudrunauth.local.fault;

import org.jspecify.annotations.NullMarked;
