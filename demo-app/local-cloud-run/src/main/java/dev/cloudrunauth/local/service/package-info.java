/** The services behind the front end: what they are registered as and what they answer. */
@NullMarked
package dev.cloudrunauth.local.service;

import org.jspecify.annotations.NullMarked;
