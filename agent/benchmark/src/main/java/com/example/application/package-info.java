/**
 * The applications that the benchmarks start in JVMs of their own. They know nothing of the agent;
 * one of them has google-auth written into it by hand.
 */
@NullMarked
package com.example.application;

import org.jspecify.annotations.NullMarked;
