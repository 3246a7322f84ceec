@NullMarked
package com.example.application;

import org.jspecify.annotations.NullMarked;
