package com.example.shop;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.StreamObserver;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.listener.v3.Listener;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An xDS server in plain text, which leads all targets to one port of this machine. What a resource
 * is called begins with what is special about it: in {@code secured} ones, xDS configures TLS; in
 * {@code rewritten} ones, it names another authority. For a line {@code port} it prints its port,
 * and for any other which kinds of resources it was asked for, and the names of all headers that
 * came with that.
 */
public class ControlPlane {

  private static final TypeRegistry TYPES =
      TypeRegistry.newBuilder()
          .add(
              List.of(
                  HttpConnectionManager.getDescriptor(),
                  Router.getDescriptor(),
                  UpstreamTlsContext.getDescriptor()))
          .build();
  private static final String LISTENER =
      """
      {"name": "NAME", "apiListener": {"apiListener": {
        "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "rds": {"routeConfigName": "NAME", "configSource": {"ads": {}}},
        "httpFilters": [{"name": "router", "typedConfig": {
          "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"}}]}}}
      """;
  private static final String ROUTES =
      """
      {"name": "NAME", "virtualHosts": [{"name": "all", "domains": ["*"], "routes": [
        {"match": {"prefix": ""}, "route": {"cluster": "NAME", "autoHostRewrite": REWRITTEN}}]}]}
      """;
  private static final String CLUSTER =
      """
      {"name": "NAME", "type": "EDS", "edsClusterConfig": {"edsConfig": {"ads": {}}} TLS}
      """;
  private static final String TLS =
      """
      , "transportSocket": {"name": "envoy.transport_sockets.tls", "typedConfig": {
        "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
        "commonTlsContext": {"validationContext": {"systemRootCerts": {}}}}}
      """;
  private static final String ENDPOINTS =
      """
      {"clusterName": "NAME", "endpoints": [{
        "locality": {"region": "here"}, "loadBalancingWeight": 1,
        "lbEndpoints": [{"healthStatus": "HEALTHY", "endpoint": {"hostname": "OTHER",
          "address": {"socketAddress": {"address": "127.0.0.1", "portValue": PORT}}}}]}]}
      """;

  public static void main(String[] arguments) throws Exception {
    var asked = ConcurrentHashMap.<String>newKeySet();
    var headers = ConcurrentHashMap.<String>newKeySet();
    var service =
        new AggregatedDiscoveryServiceImplBase() {
          @Override
          public StreamObserver<DiscoveryRequest> streamAggregatedResources(
              StreamObserver<DiscoveryResponse> responses) {
            return new Conversation(responses, asked, arguments[0], arguments[1]);
          }
        };
    var server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(service)
            .intercept(
                new ServerInterceptor() {
                  @Override
                  public <A, B> ServerCall.Listener<A> interceptCall(
                      ServerCall<A, B> call, Metadata metadata, ServerCallHandler<A, B> next) {
                    headers.addAll(metadata.keys());
                    return next.startCall(call, metadata);
                  }
                })
            .build()
            .start();
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var answer =
          line.equals("port")
              ? server.getPort()
              : new TreeSet<>(asked) + " " + new TreeSet<>(headers);
      System.out.println(answer);
    }
    server.shutdownNow();
  }

  /** Answers each request for other resources than before, and no acknowledgement. */
  private static final class Conversation implements StreamObserver<DiscoveryRequest> {

    private final StreamObserver<DiscoveryResponse> responses;
    private final Set<String> asked;
    private final String port;
    private final String other;
    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    Conversation(
        StreamObserver<DiscoveryResponse> responses, Set<String> asked, String port, String other) {
      this.responses = responses;
      this.asked = asked;
      this.port = port;
      this.other = other;
    }

    @Override
    public void onNext(DiscoveryRequest request) {
      var type = request.getTypeUrl().substring(request.getTypeUrl().lastIndexOf('.') + 1);
      asked.add(type + (request.hasErrorDetail() ? " " + request.getErrorDetail() : ""));
      if (request.getResourceNamesCount() > 0
          && answered.add(type + request.getResourceNamesList())) {
        var response =
            DiscoveryResponse.newBuilder()
                .setTypeUrl(request.getTypeUrl())
                .setVersionInfo("1")
                .setNonce(Integer.toString(answered.size()));
        for (var name : request.getResourceNamesList()) {
          response.addResources(Any.pack(resource(type, name)));
        }
        responses.onNext(response.build());
      }
    }

    private Message resource(String type, String name) {
      switch (type) {
        case "Listener":
          return read(LISTENER, name, Listener.newBuilder());
        case "RouteConfiguration":
          return read(ROUTES, name, RouteConfiguration.newBuilder());
        case "Cluster":
          return read(CLUSTER, name, Cluster.newBuilder());
        case "ClusterLoadAssignment":
          return read(ENDPOINTS, name, ClusterLoadAssignment.newBuilder());
        default:
          throw new IllegalArgumentException(type);
      }
    }

    private Message read(String template, String name, Message.Builder resource) {
      var json =
          template
              .replace("TLS", name.startsWith("secured") ? TLS : "")
              .replace("REWRITTEN", Boolean.toString(name.startsWith("rewritten")))
              .replace("NAME", name)
              .replace("OTHER", other)
              .replace("PORT", port);
      try {
        JsonFormat.parser().usingTypeRegistry(TYPES).merge(json, resource);
        return resource.build();
      } catch (IOException e) {
        throw new IllegalArgumentException(json, e);
      }
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {
      responses.onCompleted();
    }
  }
}
