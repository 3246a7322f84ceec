package com.example.tenant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import okhttp3.Cache;

/** What OkHttp has written to disk. */
final class CacheFiles {

  private CacheFiles() {}

  static void look(Cache cache, String url, Sightings sightings) throws IOException {
    cache.flush();
    try (var files = Files.list(cache.directory().toPath())) {
      for (var file : files.sorted().collect(Collectors.toList())) {
        var name = file.getFileName().toString();
        // Of an entry, the first file has its head and the second its body.
        var head = name.endsWith(".0") ? text(file) : "";
        if (head.contains(url)) {
          sightings.add("cache", head);
        }
      }
    }
  }

  static void delete(Cache cache) {
    try {
      cache.delete();
      Files.delete(cache.directory().toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the times at which a request was sent, and the certificates. */
  private static String text(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
        .filter(line -> line.length() < 200)
        .filter(line -> !line.toLowerCase(Locale.ROOT).contains("millis: "))
        .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("date: "))
        .collect(Collectors.joining("\n"));
  }
}
