package dev.cloudrunauth.command;

import dev.cloudrunauth.audience.AudienceMatch;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found out about one URL. For one thread, which fills it in. */
final class Examined {

  private final URI url;

  /** The rule that means it, or {@code null} for none. */
  @Nullable AudienceMatch match;

  /** Where the rule stands. */
  String place = "";

  /** The header that carries the token. */
  String header = "";

  /** What it is for some requests instead, in words; empty if it is always the same. */
  String instead = "";

  /** The token that would be sent. */
  @Nullable Minted minted;

  /** The status of the answer; 0 where nothing was sent. */
  int status;

  /** What is to be mended; empty if nothing is. */
  String finding = "";

  Examined(URI url) {
    this.url = url;
  }

  URI url() {
    return url;
  }

  boolean isWell() {
    return finding.isEmpty();
  }

  void print(Screen screen) {
    var details = new ArrayList<String>();
    var found = match;
    if (found != null) {
      details.add("rule    " + found.rule() + ", " + found.kind() + " (" + place + ")");
    }
    if (found != null && minted != null && minted.token() != null) {
      details.add("sends   " + header + ": Bearer and an ID token");
      if (!instead.isEmpty()) {
        details.add("        " + instead);
      }
      details.add("        for " + found.destination().audience().aud());
      details.add("        " + minted.words());
    }
    if (status != 0) {
      details.add("answer  " + status);
    }
    if (!isWell()) {
      details.add(finding);
    }
    screen.item(isWell(), url.toString(), details);
  }

  Map<String, @Nullable Object> json() {
    var found = match;
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("url", url.toString());
    json.put("well", isWell());
    json.put("rule", found == null ? null : found.rule().pattern());
    json.put("match", found == null ? null : found.kind().name());
    json.put("source", found == null ? null : place);
    json.put("audience", found == null ? null : found.destination().audience().aud());
    json.put("header", minted == null || minted.token() == null ? null : header);
    json.put("status", status == 0 ? null : status);
    json.put("finding", isWell() ? null : finding);
    return json;
  }
}
