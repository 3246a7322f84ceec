package dev.cloudrunauth.local.service;

import dev.cloudrunauth.local.http.Response;

/**
 * What a service or a public site answers. Several threads call it at once.
 *
 * <p>The front end answers 500 when it throws.
 */
@FunctionalInterface
public interface ServiceHandler {

  /**
   * Answers one request.
   *
   * @throws Exception whatever the service under simulation fails with
   */
  Response handle(ServiceRequest request) throws Exception;
}
