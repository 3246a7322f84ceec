package dev.cloudrunauth.config;

/** A value as somebody wrote it, and where. */
final class Given {
  final String text;
  final Place place;

  Given(String text, Place place) {
    this.text = text;
    this.place = place;
  }
}
