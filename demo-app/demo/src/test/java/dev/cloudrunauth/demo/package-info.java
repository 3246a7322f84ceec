@NullMarked
package dev.cloudrunauth.demo;

import org.jspecify.annotations.NullMarked;
