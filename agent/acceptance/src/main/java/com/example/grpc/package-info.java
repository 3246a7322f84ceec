/** A program that makes calls over gRPC, of every kind and by every kind of stub. */
@NullMarked
package com.example.grpc;

import org.jspecify.annotations.NullMarked;
