/** Jetty's HttpClient for programs that run with any version of it. */
@NullMarked
package com.example.jetty;

import org.jspecify.annotations.NullMarked;
