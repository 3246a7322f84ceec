package dev.cloudrunauth.client;

import org.jspecify.annotations.Nullable;

/**
 * What is made of the refusals of a client, as soon as the configuration is read. Any thread may
 * ask.
 */
public final class ConfiguredRefusals {

  private volatile @Nullable Refusals refusals;

  /** Nothing is made of them yet. */
  public ConfiguredRefusals() {}

  /**
   * The configuration is read.
   *
   * @param read what is made of refusals; {@code null} for nothing
   */
  public void set(@Nullable Refusals read) {
    refusals = read;
  }

  /** What is made of them now, or {@code null} for nothing. */
  @Nullable Refusals now() {
    return refusals;
  }
}
