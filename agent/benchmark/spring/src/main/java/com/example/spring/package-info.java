/** A Spring Boot application, as unchanged as can be. */
@NullMarked
package com.example.spring;

import org.jspecify.annotations.NullMarked;
