package dev.cloudrunauth.local.frontend;

import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;

/** The answers that the front end gives itself. */
final class Pages {

  private Pages() {}

  /** For no token, and alike for a caller without the invoker role. */
  static Response forbidden(Request request) {
    return page(
        403,
        "Forbidden",
        "Your client does not have permission to get URL <code>%s</code> from this server."
            .formatted(escaped(request.path())));
  }

  /** For any token that is not a valid ID token: Google calls it an access token all the same. */
  static Response unauthorized(Request request) {
    return page(
            401,
            "Unauthorized",
            "Your client does not have permission to the requested URL <code>%s</code>."
                .formatted(escaped(request.path())))
        .with(
            "WWW-Authenticate",
            "Bearer error=\"invalid_token\""
                + " error_description=\"The access token could not be verified\"");
  }

  /** For a host under which there is no service. */
  static Response notFound(Request request) {
    return page(
        404,
        "Page not found",
        "The requested URL <code>%s</code> was not found on this server."
            .formatted(escaped(request.path())));
  }

  /** For plain http. */
  static Response useHttps(Request request) {
    return Response.redirect(302, "https://" + request.host() + request.target());
  }

  /** For a service that fails. */
  static Response serverError() {
    return page(
        500,
        "Server Error",
        "The server encountered an error and could not complete your request.");
  }

  private static Response page(int status, String title, String text) {
    return Response.html(
        status,
        """
        <html><head>
        <meta http-equiv="content-type" content="text/html;charset=utf-8">
        <title>%d %s</title>
        </head>
        <body text=#000000 bgcolor=#ffffff>
        <h1>Error: %s</h1>
        <h2>%s</h2>
        <h2></h2>
        </body></html>
        """
            .formatted(status, title, title, text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
