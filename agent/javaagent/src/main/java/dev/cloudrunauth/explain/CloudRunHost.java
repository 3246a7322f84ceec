package dev.cloudrunauth.explain;

import static dev.cloudrunauth.audience.TrafficTag.DOMAIN;

import dev.cloudrunauth.audience.AsciiCase;
import dev.cloudrunauth.audience.TrafficTag;
import org.jspecify.annotations.Nullable;

/**
 * What the host of a Cloud Run URL says of its service: {@code
 * [TAG---]SERVICE-PROJECTNUMBER.REGION.run.app} or {@code
 * [TAG---]SERVICE-HASH-REGIONCODE.a.run.app}. Immutable. Of any other host, and of what does not
 * look like either, it says nothing.
 */
public final class CloudRunHost {

  private static final String SHORT_REGION = "a";

  private final String untagged;
  private final boolean isTagged;
  private final @Nullable String service;
  private final @Nullable String region;

  private CloudRunHost(
      String untagged, boolean isTagged, @Nullable String service, @Nullable String region) {
    this.untagged = untagged;
    this.isTagged = isTagged;
    this.service = service;
    this.region = region;
  }

  /**
   * Reads a host.
   *
   * @param host whatever a URL has as its host
   * @return {@code null} if it is not below run.app
   */
  public static @Nullable CloudRunHost of(String host) {
    var lowerCase = AsciiCase.lower(host);
    if (!lowerCase.endsWith(DOMAIN) || lowerCase.length() == DOMAIN.length()) {
      return null;
    }
    int service = TrafficTag.likelyServiceStart(lowerCase);
    return read(lowerCase.substring(service), service > 0);
  }

  private static CloudRunHost read(String untagged, boolean isTagged) {
    int dot = untagged.indexOf('.');
    int end = untagged.length() - DOMAIN.length();
    if (dot <= 0 || dot >= end || untagged.indexOf('.', dot + 1) != end) {
      return new CloudRunHost(untagged, isTagged, null, null);
    }
    var label = untagged.substring(0, dot);
    var region = untagged.substring(dot + 1, end);
    int last = label.lastIndexOf('-');
    if (!region.equals(SHORT_REGION)) {
      boolean isNumbered = last > 0 && isNumber(label.substring(last + 1));
      return new CloudRunHost(
          untagged, isTagged, isNumbered ? label.substring(0, last) : null, region);
    }
    int hash = label.lastIndexOf('-', last - 1);
    return hash <= 0
        ? new CloudRunHost(untagged, isTagged, null, null)
        : new CloudRunHost(
            untagged, isTagged, label.substring(0, hash), Regions.named(label.substring(last + 1)));
  }

  /** The host without its traffic tag. */
  public String untagged() {
    return untagged;
  }

  /** Whether it has a traffic tag. */
  public boolean isTagged() {
    return isTagged;
  }

  /** The service's name, or {@code null} if that cannot be told. */
  public @Nullable String service() {
    return service;
  }

  /** The region's full name, such as {@code us-central1}, or {@code null} if that is not known. */
  public @Nullable String region() {
    return region;
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
