package com.example.storefront;

/** What came back for one request. */
final class Answer {

  private final int status;
  private final String protocol;
  private final String body;

  Answer(int status, String protocol, String body) {
    this.status = status;
    this.protocol = protocol;
    this.body = body;
  }

  int status() {
    return status;
  }

  /** The protocol that was spoken, which may be older than the one that was asked for. */
  String protocol() {
    return protocol;
  }

  String body() {
    return body;
  }
}
