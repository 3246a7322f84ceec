/** Ktor's client on its CIO engine, called from Java, as all test programs need it. */
@NullMarked
package com.example.ktor;

import org.jspecify.annotations.NullMarked;
