package com.example.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * A gateway with a route to each service, and a visitor who asks for each. The visitor's headers
 * are the command line's arguments.
 */
@SpringBootApplication
public class Application {

  private static final List<String> SERVICES = List.of("orders", "stock", "reviews");

  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments).close();
  }

  @Bean
  RouteLocator routes(RouteLocatorBuilder builder, Environment environment) {
    var routes = builder.routes();
    for (var service : SERVICES) {
      var url = environment.getRequiredProperty(service.toUpperCase() + "_URL");
      routes.route(
          service,
          route -> route.path("/" + service + "/**").filters(each -> each.stripPrefix(1)).uri(url));
    }
    return routes.build();
  }

  /** Takes the JVM's proxy. */
  @Bean
  HttpClientCustomizer proxy() {
    return reactor.netty.http.client.HttpClient::proxyWithSystemProperties;
  }

  @Bean
  CommandLineRunner visitor(Environment environment) {
    return arguments -> {
      var gateway =
          "http://localhost:" + environment.getRequiredProperty("local.server.port") + "/";
      var client = HttpClient.newHttpClient();
      for (var service : SERVICES) {
        var items = gateway + service + "/items";
        var get = request(items + "/1", arguments).GET();
        System.out.println("GET " + service + " " + answer(client, get, "spoon"));
        var post =
            request(items, arguments)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"id\":\"2\",\"name\":\"fork\"}"));
        System.out.println("POST " + service + " " + answer(client, post, "fork"));
      }
    };
  }

  private static HttpRequest.Builder request(String url, String[] headers) {
    var request = HttpRequest.newBuilder(URI.create(url)).version(HttpClient.Version.HTTP_1_1);
    for (var header : headers) {
      int colon = header.indexOf(':');
      request.header(header.substring(0, colon), header.substring(colon + 1).strip());
    }
    return request;
  }

  private static String answer(HttpClient client, HttpRequest.Builder request, String expected)
      throws IOException, InterruptedException {
    var response = client.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() == 403) {
      return "refused";
    }
    return response.body().contains(expected) ? expected : "something else";
  }
}
