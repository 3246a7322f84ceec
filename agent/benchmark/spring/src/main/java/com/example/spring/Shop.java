package com.example.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/**
 * Starts a web server, says when it has started, makes one call over the JDK's {@code HttpClient},
 * says its status, and ends.
 */
@SpringBootApplication
@RestController
public class Shop {

  /** Answers the shop's own visitors. */
  @GetMapping("/")
  public String welcome() {
    return "welcome";
  }

  /**
   * Runs the application.
   *
   * @param arguments the URL to call
   */
  public static void main(String[] arguments) {
    SpringApplication.run(Shop.class, "--server.port=0", "--server.address=127.0.0.1");
    System.out.println("started " + System.currentTimeMillis());
    var status =
        RestClient.builder()
            .requestFactory(new JdkClientHttpRequestFactory())
            .build()
            .get()
            .uri(arguments[0])
            .exchange((request, response) -> response.getStatusCode());
    System.out.println("status " + status.value());
    System.exit(0);
  }
}
