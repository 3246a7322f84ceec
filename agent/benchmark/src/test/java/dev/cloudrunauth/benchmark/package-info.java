@NullMarked
package dev.cloudrunauth.benchmark;

import org.jspecify.annotations.NullMarked;
