package dev.cloudrunauth.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudienceRuleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|it is empty. Write an origin such as https://HOST",
        "http://a.example.com|an audience must start with https://, because a token is never sent"
            + " over plain http. Write https://a.example.com",
        "HTTP://a.example.com|an audience must start with https://, because a token is never sent"
            + " over plain http. Write https://a.example.com",
        "ftp://a.example.com|an audience must start with https://. Write https://HOST",
        "a.example.com|an audience must start with https://. Write https://a.example.com, or, for"
            + " an audience that is no origin, list its \"hosts\" beside it",
        "https://a.example.com/api|an audience is the origin only, without a path. Write"
            + " https://a.example.com, or, where the audience really has one, list its \"hosts\""
            + " beside it",
        "https://a.example.com//|an audience is the origin only, without a path. Write"
            + " https://a.example.com, or, where the audience really has one, list its \"hosts\""
            + " beside it",
        "https://a.example.com?x|an audience is the origin only, without a query. Write"
            + " https://a.example.com, or, where the audience really has one, list its \"hosts\""
            + " beside it",
        "https://a.example.com#x|an audience is the origin only, without a fragment. Write"
            + " https://a.example.com, or, where the audience really has one, list its \"hosts\""
            + " beside it",
        "https://a.run.app@evil.com|an origin has no user name and no password. Remove what stands"
            + " before the @",
        "https://[::1]|an IPv6 address cannot be an audience. Write a host name",
        "https://|the host is missing. Write https://HOST",
        "https://:443|the host is missing. Write https://HOST",
        "https://a.example.com:|the port must be a number from 1 to 65535. Correct it",
        "https://a.example.com:0|the port must be a number from 1 to 65535. Correct it",
        "https://a.example.com:65536|the port must be a number from 1 to 65535. Correct it",
        "https://a.example.com:99999999999|the port must be a number from 1 to 65535. Correct it",
        "https://a.example.com:8x|the port must be a number from 1 to 65535. Correct it",
        "https://a.example.com:1:2|the port must be a number from 1 to 65535. Correct it",
        "https://a example.com|an origin has no space and no control character in it. Remove it",
        "https://a.example.com.|a host has no dot at its end. Remove it",
        "https://stra\u00dfe.example.com|the host has a character that programs translate"
            + " differently. Write its xn-- form",
        "https://\u0378.example.com|the host is no valid international domain name. Write its"
            + " xn-- form",
        "https://t---orders-1.us-central1.run.app|it has a traffic tag, and no service accepts that"
            + " as an audience. Write https://orders-1.us-central1.run.app, its tagged URLs are"
            + " included",
        "https://a---b---orders-1.us-central1.run.app|it has a traffic tag, and no service accepts"
            + " that as an audience. Write the service's URL without the tag, its tagged URLs are"
            + " included",
        "https://*|the * must be followed by a dot or a hyphen, or it would match foreign names"
            + ". Write https://*.HOST or https://*-HOST",
        "https://*run.app|the * must be followed by a dot or a hyphen, or it would match foreign"
            + " names"
            + ". Write https://*.HOST or https://*-HOST",
        "https://*.app|at least two labels must follow the label with the *. Write them, as in"
            + " https://*.run.app",
        "https://*-1.app|at least two labels must follow the label with the *. Write them, as in"
            + " https://*.run.app",
        "https://a.*.run.app|the * must be the first character of the host, and the only one of its"
            + " kind"
            + ". Write https://*.HOST",
        "https://*.*.run.app|the * must be the first character of the host, and the only one of its"
            + " kind"
            + ". Write https://*.HOST",
        "https://orders-*.run.app|the * must be the first character of the host, and the only one"
            + " of its kind"
            + ". Write https://*.HOST",
        "https://*.0.0.1|an IP address cannot have a wildcard. Write the address",
        "https://*.0.0.0x1|an IP address cannot have a wildcard. Write the address",
        "https://*.run.app/api|an audience is the origin only, without a path. Write"
            + " https://*.run.app, or, where the audience really has one, list its \"hosts\""
            + " beside it",
        "http://*.run.app|an audience must start with https://, because a token is never sent over"
            + " plain http. Write https://*.run.app",
      })
  void saysWhatIsWrongAndWhatToWrite(String text, String message) {
    var refused =
        assertThrows(
            InvalidOriginException.class, () -> AudienceRule.parse(text, null, OnFailure.FAIL));
    assertEquals(message, refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a..example.com",
        "https://.example.com",
        "https://-a.example.com",
        "https://a-.example.com",
        "https://a_b.example.com",
        "https://a%20b.example.com",
        "https://a\\.example.com",
        "https://*..run.app",
        "https://*-.run.app",
      })
  void refusesABadHost(String text) {
    var refused =
        assertThrows(
            InvalidOriginException.class, () -> AudienceRule.parse(text, null, OnFailure.FAIL));
    assertEquals(
        "a host consists of labels of 1 to 63 letters, digits and inner hyphens, separated by dots."
            + " Correct it",
        refused.getMessage());
  }

  @Test
  void refusesAWildcardAmongTheHostsOfAFixedAudience() {
    var refused =
        assertThrows(InvalidOriginException.class, () -> Origin.parseHost("*.example.com"));
    assertEquals(
        "a wildcard cannot have a fixed audience, it would hand one service's token to many hosts."
            + " List the hosts one by one",
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "billing.example.com, https://billing.example.com",
    "billing.example.com:8443, https://billing.example.com:8443",
    "https://billing.example.com/, https://billing.example.com",
    "http.example.com, https://http.example.com",
    "10.0.0.7, https://10.0.0.7",
  })
  void readsAHostWithOrWithoutSchemeAndPort(String text, String origin)
      throws InvalidOriginException {
    assertEquals(origin, Origin.parseHost(text).toString());
  }

  @Test
  void showsPatternAudienceAndIdentity() throws InvalidOriginException {
    Origin host = Origin.parseHost("b.example.com:8443");
    assertEquals(
        "https://a.example.com",
        AudienceRule.parse("https://A.example.com", null, OnFailure.FAIL) + "");
    assertEquals(
        "https://*.run.app:1 as x@y",
        AudienceRule.parse("https://*.run.app:1", "x@y", OnFailure.FAIL) + "");
    assertEquals(
        "https://b.example.com:8443 with audience client-id as x@y",
        AudienceRule.fixed(host, new Destination(new Audience("client-id", "x@y"), OnFailure.FAIL))
            + "");
  }

  @Test
  void audiencesAreEqualWhenTheyMayShareAToken() {
    assertEquals(new Audience("a", null), new Audience("a", null));
    assertEquals(new Audience("a", "x@y").hashCode(), new Audience("a", "x@y").hashCode());
    assertNotEquals(new Audience("a", null), new Audience("a", "x@y"));
    assertNotEquals(new Audience("a", "x@y"), new Audience("b", "x@y"));
  }
}
