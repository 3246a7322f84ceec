package dev.cloudrunauth.local.iam;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.cloudrunauth.local.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request that the IAM Credentials API has received, granted or not. Immutable.
 *
 * @param caller whose access token it carries: an e-mail, or the {@code principal://} of a
 *     federation; {@link #NOBODY} if there is none, or none that is valid
 * @param account the e-mail of the account whose token is asked for; empty at any other path
 * @param method {@code generateIdToken} or {@code generateAccessToken}; empty at any other path
 * @param audience for whom an ID token is asked
 * @param includeEmail whether an ID token is to say whose it is
 * @param delegates the e-mails of the accounts between caller and account
 * @param scope for what an access token is asked
 * @param lifetime how long an access token is to live, as it was sent, such as {@code 3600s}
 */
public record ImpersonationRequest(
    String caller,
    String account,
    String method,
    Optional<String> audience,
    boolean includeEmail,
    List<String> delegates,
    List<String> scope,
    Optional<String> lifetime) {

  /** The caller of a request without a valid access token. */
  public static final String NOBODY = "nobody";

  private static final String ACCOUNTS = "projects/-/serviceAccounts/";
  private static final Pattern PATH = Pattern.compile("/v1/" + ACCOUNTS + "([^/:]+):(\\w+)");

  /** Keeps its own copies. */
  public ImpersonationRequest {
    delegates = List.copyOf(delegates);
    scope = List.copyOf(scope);
  }

  static ImpersonationRequest of(Request request, Optional<String> caller) {
    var path = PATH.matcher(URLDecoder.decode(request.path(), StandardCharsets.UTF_8));
    boolean found = path.matches() && request.method().equals("POST");
    var fields = fields(request);
    return new ImpersonationRequest(
        caller.orElse(NOBODY),
        found ? path.group(1) : "",
        found ? path.group(2) : "",
        text(fields, "audience"),
        text(fields, "includeEmail").equals(Optional.of("true")),
        texts(fields, "delegates").stream().map(ImpersonationRequest::email).toList(),
        texts(fields, "scope"),
        text(fields, "lifetime"));
  }

  /** Delegates come with or without the resource's name before the e-mail: Google takes both. */
  private static String email(String delegate) {
    return delegate.startsWith(ACCOUNTS) ? delegate.substring(ACCOUNTS.length()) : delegate;
  }

  private static JsonObject fields(Request request) {
    try {
      var body = request.body().json();
      return body.isJsonObject() ? body.getAsJsonObject() : new JsonObject();
    } catch (JsonParseException e) {
      return new JsonObject();
    }
  }

  private static Optional<String> text(JsonObject fields, String name) {
    return Optional.ofNullable(fields.get(name))
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsString)
        .filter(text -> !text.isEmpty());
  }

  private static List<String> texts(JsonObject fields, String name) {
    var texts = new ArrayList<String>();
    if (fields.get(name) instanceof JsonArray array) {
      array.forEach(text -> texts.add(text.getAsString()));
    }
    return texts;
  }
}
