/**
 * gRPC on its HTTP/2 transports, over Netty and OkHttp, also copies of them in other packages. A
 * call waits where gRPC itself waits for call credentials, and its header is set on a copy of the
 * metadata, where a transport writes it.
 */
@NullMarked
package dev.cloudrunauth.client.grpc;

import org.jspecify.annotations.NullMarked;
